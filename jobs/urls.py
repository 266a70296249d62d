from django.urls import path

from jobs import import_views, views

urlpatterns = [
    path("office/jobs/", views.jobs, name="jobs"),
    path("office/jobs/jobs.<str:format>", views.export, name="jobs-export"),
    path("office/jobs/<int:job_id>/", views.job, name="job"),
    path("office/jobs/<int:job_id>/retry/", views.retry, name="job-retry"),
    path("office/imports/", import_views.imports, name="imports"),
    path("office/imports/new/<str:kind>/", import_views.upload, name="import-upload"),
    path("office/imports/template/<str:kind>/", import_views.template, name="import-template"),
    path("office/imports/<int:pk>/", import_views.file_import, name="import"),
    path("office/imports/<int:pk>/confirm/", import_views.confirm, name="import-confirm"),
    path("office/imports/<int:pk>/answers/", import_views.answer, name="import-answer"),
    path("office/imports/<int:pk>/drop/", import_views.drop, name="import-drop"),
    path("office/imports/<int:pk>/retry/", import_views.retry, name="import-retry"),
    path("office/imports/<int:pk>/errors/", import_views.errors, name="import-errors"),
]
