from django.urls import path

from accounts.permissions import Permission
from communities.models import Community
from communities.views import closing, editing, organisations, registry, work
from notes.views import clearing_about, notes_about

REGISTRY = "office/registry/"
WORK = "office/work/"
RECORD = WORK + "<int:year>/<community:code>/"
COMMUNITY = REGISTRY + "communities/<community:code>/"
NOTES = notes_about(
    Community, Permission.SEE_REGISTRY, page="registry-community", section="registry"
)
NOTE_CLEARING = clearing_about(Community, page="registry-community", section="registry")

urlpatterns = [
    path(REGISTRY, registry.registry, name="registry"),
    path(REGISTRY + "communities.<str:format>", registry.export, name="registry-export"),
    path(REGISTRY + "communities/add/", editing.add, name="registry-add"),
    path(COMMUNITY, registry.community, name="registry-community"),
    path(COMMUNITY + "compounds/add/", editing.add_compound, name="registry-add-compound"),
    path(COMMUNITY + "change/", editing.change, name="registry-change"),
    path(COMMUNITY + "participation/", editing.participation, name="registry-participation"),
    path(COMMUNITY + "notes/", NOTES, name="registry-notes"),
    path(COMMUNITY + "notes/<int:note>/clearing/", NOTE_CLEARING, name="registry-note-clearing"),
    path(COMMUNITY + "merger/", closing.merge, name="registry-merge"),
    path(COMMUNITY + "move/", closing.move, name="registry-move"),
    path(COMMUNITY + "dissolution/", closing.dissolve, name="registry-dissolve"),
    path(REGISTRY + "stations/", organisations.stations, name="stations"),
    path(REGISTRY + "stations.<str:format>", organisations.export_stations, name="stations-export"),
    path(REGISTRY + "stations/add/", organisations.add_station, name="station-add"),
    path(REGISTRY + "stations/<int:pk>/", organisations.rename_station, name="station-rename"),
    path(
        REGISTRY + "stations/<int:pk>/closing/", organisations.close_station, name="station-close"
    ),
    path(REGISTRY + "companies/", organisations.companies, name="companies"),
    path(
        REGISTRY + "companies.<str:format>", organisations.export_companies, name="companies-export"
    ),
    path(REGISTRY + "companies/add/", organisations.add_company, name="company-add"),
    path(REGISTRY + "companies/<int:pk>/", organisations.rename_company, name="company-rename"),
    path(WORK, work.work, name="work"),
    path(WORK + "records.<str:format>", work.export, name="work-export"),
    path(WORK + "townships/", work.townships, name="work-townships"),
    path(WORK + "evidence/<int:pk>/", work.evidence, name="evidence"),
    path(WORK + "evidence/<int:pk>/withdrawal/", work.withdraw, name="evidence-withdraw"),
    path(RECORD, work.record, name="work-record"),
    path(RECORD + "keep/", work.keep, name="work-keep"),
]
