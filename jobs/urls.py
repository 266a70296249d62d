from django.urls import path

from jobs import views

urlpatterns = [
    path("office/jobs/", views.jobs, name="jobs"),
    path("office/jobs/<int:job_id>/", views.job, name="job"),
    path("office/jobs/<int:job_id>/retry/", views.retry, name="job-retry"),
]
