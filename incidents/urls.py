from django.urls import path

from accounts.permissions import Permission
from incidents.models import Incident
from incidents.views import (
    incidents,
    queue,
    redacting,
    reminders,
    reporting,
    returns,
    station,
)
from notes.views import clearing_about, notes_about

INCIDENT = "office/incidents/<int:pk>/"
NOTES = notes_about(Incident, Permission.SEE_INCIDENTS, page="incident", section="incidents")
NOTE_CLEARING = clearing_about(Incident, page="incident", section="incidents")
REPORT = "office/incidents/report/"
RETURNS = "office/returns/"

urlpatterns = [
    path("office/queue/", queue.queue, name="queue"),
    path("office/queue/next/", queue.next_incident, name="queue-next"),
    path("office/queue/<int:pk>/", queue.queue_incident, name="queue-incident"),
    path("office/queue/<int:pk>/putting-back/", queue.put_back, name="queue-put-back"),
    path("office/queue/withdrawals/<int:pk>/", queue.withdrawal, name="withdrawal"),
    path("office/incidents/<int:pk>/determination/", queue.determine_again, name="determine-again"),
    path("office/station/", station.station, name="station"),
    path("office/incidents/", incidents.incidents, name="incidents"),
    path("office/incidents/export.<str:format>", incidents.export, name="incidents-export"),
    path(REPORT, reporting.report, name="report"),
    path(REPORT + "facts/", reporting.facts, name="report-facts"),
    path(REPORT + "<uuid:key>/", reporting.report_form, name="report-form"),
    path(INCIDENT, incidents.incident, name="incident"),
    path(INCIDENT + "reported/", incidents.incident, {"reported": True}, name="incident-reported"),
    path(INCIDENT + "answer/", reporting.answer, name="incident-answer"),
    path(INCIDENT + "correction/", reporting.correct, name="incident-correction"),
    path(INCIDENT + "reconsideration/", reporting.reconsideration, name="reconsideration"),
    path(INCIDENT + "notes/", NOTES, name="incident-notes"),
    path(INCIDENT + "notes/<int:note>/clearing/", NOTE_CLEARING, name="incident-note-clearing"),
    path(INCIDENT + "redaction/", redacting.redaction, name="incident-redaction"),
    path(INCIDENT + "withdrawal/", reporting.withdrawal, name="incident-withdrawal"),
    path(RETURNS, returns.returns, name="returns"),
    path(RETURNS + "reminders/", reminders.reminders, name="reminders"),
    path(RETURNS + "returns.<str:format>", returns.export, name="returns-export"),
    path(RETURNS + "<str:station_code>/<month:month>/", returns.month_return, name="return"),
]
