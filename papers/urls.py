from django.urls import path

from papers.views import archives, papers, wordings

urlpatterns = [
    path("office/archives/<int:year>/", archives.archives, name="archives"),
    path("office/archives/<int:year>/order/", archives.order, name="archive-order"),
    path("office/archives/files/<int:pk>/", archives.archive, name="archive-file"),
    path("office/papers/", papers.papers, name="papers"),
    path("office/papers/words/", wordings.wordings, name="wordings"),
    path("office/papers/words/<slug:kind>/", wordings.wording, name="wording"),
    path("office/papers/job-<int:job_id>.zip", papers.bundle, name="paper-bundle"),
    path("office/papers/<int:pk>.<slug:format>", papers.file, name="paper-file"),
    path("office/papers/<int:year>/<slug:kind>/", papers.order, name="paper-order"),
]
