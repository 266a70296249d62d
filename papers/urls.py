from django.urls import path

from papers.views import papers, wordings

urlpatterns = [
    path("office/papers/", papers.papers, name="papers"),
    path("office/papers/words/", wordings.wordings, name="wordings"),
    path("office/papers/words/<slug:kind>/", wordings.wording, name="wording"),
    path("office/papers/job-<int:job_id>.zip", papers.bundle, name="paper-bundle"),
    path("office/papers/<int:pk>.<slug:format>", papers.file, name="paper-file"),
    path("office/papers/<int:year>/<slug:kind>/", papers.order, name="paper-order"),
]
