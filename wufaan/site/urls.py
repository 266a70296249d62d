from django.urls import include, path

from wufaan.site import health, views

handler404 = "wufaan.site.views.not_found"

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("robots.txt", views.robots, name="robots"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("display/", views.display, name="display"),
    path("", include("audit.urls")),
    path("office/search/", views.search, name="search"),
    path("office/guide/", views.guide, name="guide"),
    path("office/guide/<slug:chapter>/", views.guide, name="guide-chapter"),
    path("", include("accounts.urls")),
    path("", include("jobs.urls")),
    path("", include("communities.urls")),
    path("", include("incidents.urls")),
    path("", include("evaluation.urls")),
    path("", include("plaques.urls")),
    path("", include("papers.urls")),
]
