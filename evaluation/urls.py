from django.urls import include, path

from evaluation.views import (
    approval,
    cycles,
    dashboard,
    dossier,
    holidays,
    honours,
    notices,
    objections,
    rereviews,
    review,
    verdicts,
)

CYCLE = "office/cycles/<int:year>/"
HONOUR = "office/honours/<int:pk>/"
REREVIEW = "office/re-reviews/<int:pk>/"
VERDICT = CYCLE + "verdicts/<community:code>/"

urlpatterns = [
    path("", include("evaluation.public_urls")),
    path("office/dashboard/", dashboard.dashboard, name="dashboard"),
    path("office/holidays/", holidays.holidays, name="holidays"),
    path("office/holidays/day/", holidays.day, name="holiday-day"),
    path("office/holidays/lines/", holidays.days, name="holiday-days"),
    path("office/holidays/<int:year>/import/", holidays.take_over, name="holiday-import"),
    path("office/holidays/<int:year>/<int:month>/<int:day>/", holidays.clear, name="holiday-clear"),
    path("office/cycles/", cycles.cycles, name="cycles"),
    path("office/cycles/open/", cycles.open_next, name="cycle-open"),
    path(CYCLE, verdicts.cycle, name="cycle"),
    path(CYCLE + "verdicts.xlsx", verdicts.export, name="verdicts-export"),
    path(CYCLE + "decisions/", review.decide, name="verdicts-decide"),
    path(CYCLE + "settings/", cycles.settings, name="cycle-settings"),
    path(CYCLE + "assessment/", cycles.assess, name="cycle-assess"),
    path(CYCLE + "notice/", notices.notice, name="cycle-publish_notice"),
    path(CYCLE + "notice/draft/", notices.draft, name="notice-draft"),
    path(CYCLE + "notice/draft.pdf", notices.draft_pdf, name="notice-draft-pdf"),
    path(CYCLE + "notice/publication/", notices.publish, name="notice-publish"),
    path(CYCLE + "notice/corrections/", notices.correct, name="notice-correct"),
    path(CYCLE + "notice/extension/", notices.extend, name="notice-extend"),
    path(CYCLE + "approval/", approval.approval, name="cycle-approve"),
    path(CYCLE + "approval/grant/", approval.approve, name="cycle-grant"),
    path(CYCLE + "approval/sending-back/", approval.send_back, name="cycle-send_back"),
    path(CYCLE + "resubmission/", approval.resubmit, name="cycle-resubmit"),
    path(CYCLE + "resubmission/withholding/", approval.take_off, name="cycle-take_off"),
    path(CYCLE + "resubmission/<int:position>/", approval.put_back, name="cycle-put_back"),
    path(CYCLE + "publication/", cycles.publish, name="cycle-publish"),
    path("office/objections/", objections.objections, name="objections"),
    path("office/objections/<str:reference>/", objections.objection, name="objection"),
    path("office/objections/<str:reference>/answer/", objections.answer, name="objection-answer"),
    path(
        "office/objections/<str:reference>/assignment/", objections.assign, name="objection-assign"
    ),
    path(CYCLE + "objections/new/", objections.enter, name="objection-enter"),
    path(VERDICT, verdicts.verdict, name="verdict"),
    path(VERDICT + "exemplar/", review.exemplar, name="verdict-exemplar"),
    path(VERDICT + "survey/", review.survey, name="verdict-survey"),
    path("office/honours/", honours.honours, name="honours"),
    path("office/honours/results/", honours.record_results, name="honour-results"),
    path(HONOUR, honours.honour, name="honour"),
    path(HONOUR + "revocation/", honours.revoke, name="honour-revoke"),
    path(HONOUR + "voiding/", honours.void, name="honour-void"),
    path("office/re-reviews/", rereviews.rereviews, name="rereviews"),
    path("office/re-reviews/decisions/", rereviews.decide, name="rereviews-decide"),
    path("office/re-reviews/proposed/", rereviews.keep_proposed, name="rereviews-keep-proposed"),
    path(REREVIEW, rereviews.rereview, name="rereview"),
    path(REREVIEW + "keeping/", rereviews.keep, name="rereview-keep"),
    path(REREVIEW + "rectification/", rereviews.rectify, name="rereview-rectify"),
    path("office/dossiers/<community:code>/", dossier.dossier, name="dossier"),
    path(VERDICT + "withholding/", review.withholding, name="verdict-withholding"),
]
