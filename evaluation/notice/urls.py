from django.urls import path

from accounts.permissions import Permission
from evaluation.notice.models import Objection
from evaluation.notice.views import (
    approval,
    basis,
    inquiries,
    notices,
    objections,
    postings,
    publication,
    supplements,
)
from notes.views import clearing_about, notes_about

CYCLE = "office/cycles/<int:year>/"
EDITION = "office/cycles/<edition:edition>/"
OBJECTION = "office/objections/<str:reference>/"
SUPPLEMENT = {"supplement": True}
NOTES = notes_about(Objection, Permission.SEE_CYCLES, page="objection", section="objections")
NOTE_CLEARING = clearing_about(Objection, page="objection", section="objections")

urlpatterns = [
    path(EDITION + "notice/", notices.notice, name="cycle-publish_notice"),
    path(CYCLE + "notice/draft/", notices.draft, name="notice-draft"),
    path(CYCLE + "notice/draft.pdf", notices.draft_pdf, name="notice-draft-pdf"),
    path(CYCLE + "notice/publication/", notices.publish, name="notice-publish"),
    path(CYCLE + "notice/basis/<str:gap>/", basis.acknowledge, name="notice-acknowledge"),
    path(CYCLE + "supplement/", supplements.supplement, name="cycle-publish_supplement"),
    path(CYCLE + "supplement/draft/", notices.draft, SUPPLEMENT, name="supplement-draft"),
    path(CYCLE + "supplement/draft.pdf", notices.draft_pdf, SUPPLEMENT, name="supplement-pdf"),
    path(CYCLE + "supplement/publication/", notices.publish, SUPPLEMENT, name="supplement-publish"),
    path(
        CYCLE + "supplement/basis/<str:gap>/",
        basis.acknowledge,
        SUPPLEMENT,
        name="supplement-acknowledge",
    ),
    path(CYCLE + "supplement/clearing/", supplements.clear, name="supplement-clear"),
    path(CYCLE + "supplement/withholding/", supplements.hold_back, name="supplement-hold_back"),
    path(EDITION + "notice/corrections/", notices.correct, name="notice-correct"),
    path(EDITION + "notice/extension/", notices.extend, name="notice-extend"),
    path(EDITION + "notice/cancellation/", notices.cancel, name="notice-cancel"),
    path(EDITION + "approval/", approval.approval, name="cycle-approve"),
    path(EDITION + "approval/grant/", approval.approve, name="cycle-grant"),
    path(EDITION + "approval/sending-back/", approval.send_back, name="cycle-send_back"),
    path(EDITION + "resubmission/", approval.resubmit, name="cycle-resubmit"),
    path(EDITION + "resubmission/withholding/", approval.take_off, name="cycle-take_off"),
    path(EDITION + "resubmission/<int:position>/", approval.put_back, name="cycle-put_back"),
    path(CYCLE + "publication/", publication.publish, name="cycle-publish"),
    path("office/postings/", postings.postings, name="postings"),
    path("office/postings/postings.<str:format>", postings.export, name="postings-export"),
    path("office/postings/<edition:edition>/<community:code>/", postings.posting, name="posting"),
    path("office/postings/photos/<int:pk>/", postings.photo, name="posting-photo"),
    path("office/postings/photos/<int:pk>/withdrawal/", postings.withdraw, name="posting-withdraw"),
    path("office/objections/", objections.objections, name="objections"),
    path("office/objections/objections.<str:format>", objections.export, name="objections-export"),
    path(OBJECTION, objections.objection, name="objection"),
    path(OBJECTION + "answer/", objections.answer, name="objection-answer"),
    path(OBJECTION + "assignment/", objections.assign, name="objection-assign"),
    path(OBJECTION + "inquiries/", inquiries.ask, name="objection-ask"),
    path(OBJECTION + "inquiries/<int:pk>/clearing/", inquiries.clear, name="inquiry-clearing"),
    path(OBJECTION + "notes/", NOTES, name="objection-notes"),
    path(OBJECTION + "notes/<int:note>/clearing/", NOTE_CLEARING, name="objection-note-clearing"),
    path("office/station/inquiries/<int:pk>/", inquiries.inquiry, name="inquiry"),
    path(EDITION + "objections/new/", objections.enter, name="objection-enter"),
]
