from django.urls import path

from plaques.views import custody, preview, public

urlpatterns = [
    path("verify/", public.verify, name="verify"),
    path("verify/<str:number>/", public.verify_number, name="verify-number"),
    path("office/plaques/", custody.plaques, name="plaques"),
    path("office/plaques/plaques.<str:format>", custody.export, name="plaques-export"),
    path("office/plaques/recall/", custody.recall_list, name="plaques-recall"),
    path("office/plaques/move/<slug:verb>/", custody.move, name="plaque-move"),
    path("office/plaques/all-<int:year>.pdf", custody.bundle_file, name="certificate-bundle"),
    path("office/plaques/<str:number>.pdf", custody.certificate_file, name="certificate"),
    path("office/plaques/<str:number>/", custody.plaque, name="plaque"),
    path("office/plaques/<str:number>/anew/", custody.remake, name="plaque-remake"),
    path(
        "office/plaques/<str:number>/editions/<int:edition>.pdf",
        custody.former_file,
        name="certificate-former",
    ),
    path(
        "office/cycles/<int:year>/certificate-preview.pdf",
        preview.preview,
        name="certificate-preview",
    ),
]
