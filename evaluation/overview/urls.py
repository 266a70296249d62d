from django.urls import path

from evaluation.overview.views import dashboard, deadlines, dossier, results, review, statistics

CYCLE = "office/cycles/<int:year>/"
VERDICT = CYCLE + "verdicts/<community:code>/"

urlpatterns = [
    path("office/dashboard/", dashboard.dashboard, name="dashboard"),
    path("office/calendar/", deadlines.calendar, name="calendar"),
    path("office/calendar/<int:year>.ics", deadlines.calendar_file, name="calendar-file"),
    path("office/station/calendar/", deadlines.station_calendar, name="station-calendar"),
    path(
        "office/station/calendar.ics",
        deadlines.station_calendar_file,
        name="station-calendar-file",
    ),
    path("office/statistics/", statistics.statistics, name="statistics"),
    path(
        "office/statistics/incidents.<str:format>",
        statistics.export,
        {"which": "incidents"},
        name="statistics-incidents",
    ),
    path(
        "office/statistics/titles.<str:format>",
        statistics.export,
        {"which": "titles"},
        name="statistics-titles",
    ),
    path(CYCLE, results.cycle, name="cycle"),
    path(CYCLE + "verdicts.<str:format>", results.export, name="verdicts-export"),
    path(CYCLE + "decisions/", review.decide, name="verdicts-decide"),
    path(VERDICT, results.verdict, name="verdict"),
    path(VERDICT + "exemplar/", review.exemplar, name="verdict-exemplar"),
    path(VERDICT + "survey/", review.survey, name="verdict-survey"),
    path(VERDICT + "withholding/", review.withholding, name="verdict-withholding"),
    path("office/dossiers/<community:code>/", dossier.dossier, name="dossier"),
]
