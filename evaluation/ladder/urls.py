from django.urls import path

from evaluation.ladder.views import corrections, honours, nominations, reinstatements, rereviews

HONOUR = "office/honours/<int:pk>/"
REREVIEW = "office/re-reviews/<int:pk>/"
NOMINATIONS = "office/nominations/"

urlpatterns = [
    path("office/corrections/<slug:fact>/<int:pk>/", corrections.correction, name="correction"),
    path("office/honours/", honours.honours, name="honours"),
    path("office/honours/honours.<str:format>", honours.export, name="honours-export"),
    path(NOMINATIONS, nominations.nominations, name="nominations"),
    path(NOMINATIONS + "nominations.<str:format>", nominations.export, name="nominations-export"),
    path(NOMINATIONS + "submission/", nominations.submit, name="nominations-submit"),
    path(NOMINATIONS + "naming/", nominations.grant, name="nominations-grant"),
    path(NOMINATIONS + "refusal/", nominations.refuse, name="nominations-refuse"),
    path(NOMINATIONS + "withdrawal/", nominations.withdraw, name="nominations-withdraw"),
    path(NOMINATIONS + "restoration/", nominations.restore, name="nominations-restore"),
    path(NOMINATIONS + "<int:pk>/", nominations.nomination, name="nomination"),
    path("office/honours/revocation/", honours.revoke_together, name="honours-revoke"),
    path(HONOUR, honours.honour, name="honour"),
    path(HONOUR + "revocation/", honours.revoke, name="honour-revoke"),
    path(HONOUR + "voiding/", honours.void, name="honour-void"),
    path(HONOUR + "reinstatement/", reinstatements.reinstatement, name="honour-reinstatement"),
    path(HONOUR + "reinstatement/new/", reinstatements.propose, name="honour-reinstate"),
    path("office/re-reviews/", rereviews.rereviews, name="rereviews"),
    path("office/re-reviews/re-reviews.<str:format>", rereviews.export, name="rereviews-export"),
    path("office/re-reviews/decisions/", rereviews.decide, name="rereviews-decide"),
    path("office/re-reviews/proposed/", rereviews.keep_proposed, name="rereviews-keep-proposed"),
    path(REREVIEW, rereviews.rereview, name="rereview"),
    path(REREVIEW + "keeping/", rereviews.keep, name="rereview-keep"),
    path(REREVIEW + "rectification/", rereviews.rectify, name="rereview-rectify"),
]
