from django.urls import path

from plaques import views

urlpatterns = [
    path("verify/", views.verify, name="verify"),
    path("verify/<str:number>/", views.verify_number, name="verify-number"),
    path("office/cycles/<int:year>/certificates/", views.certificates, name="certificates"),
    path(
        "office/cycles/<int:year>/certificates/all.pdf",
        views.bundle_file,
        name="certificate-bundle",
    ),
    path("office/certificates/<str:number>.pdf", views.certificate_file, name="certificate"),
]
