from django.urls import path

from evaluation.overview.views import dashboard, dossier, results, review

CYCLE = "office/cycles/<int:year>/"
VERDICT = CYCLE + "verdicts/<community:code>/"

urlpatterns = [
    path("office/dashboard/", dashboard.dashboard, name="dashboard"),
    path(CYCLE, results.cycle, name="cycle"),
    path(CYCLE + "verdicts.<str:format>", results.export, name="verdicts-export"),
    path(CYCLE + "decisions/", review.decide, name="verdicts-decide"),
    path(VERDICT, results.verdict, name="verdict"),
    path(VERDICT + "exemplar/", review.exemplar, name="verdict-exemplar"),
    path(VERDICT + "survey/", review.survey, name="verdict-survey"),
    path(VERDICT + "withholding/", review.withholding, name="verdict-withholding"),
    path("office/dossiers/<community:code>/", dossier.dossier, name="dossier"),
]
