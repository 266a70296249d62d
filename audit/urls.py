from django.urls import path

from audit import views

urlpatterns = [
    path("office/audit/", views.events, name="audit"),
    path("office/audit/events/<int:sequence>/", views.event, name="audit-event"),
    path("office/audit/verification/", views.verification, name="audit-verification"),
    path("office/audit/events.csv", views.export, {"format": "csv"}, name="audit-csv"),
    path("office/audit/events.xlsx", views.export, {"format": "xlsx"}, name="audit-xlsx"),
]
