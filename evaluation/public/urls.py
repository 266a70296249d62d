"""What anyone may ask for. The addresses of open data and of the feed are promises."""

from django.urls import path

from evaluation.public.views import (
    data,
    list_check,
    notices,
    objections,
    pages,
    titles,
)

urlpatterns = [
    path("", pages.home, name="home"),
    path("how/", pages.how, name="how"),
    path("site-map/", pages.site_map, name="site-map"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("notices/<edition:edition>/", notices.notice, name="notice"),
    path("notices/<edition:edition>/list.<str:format>", notices.notice_file, name="notice-file"),
    path(
        "notices/<edition:edition>/poster-<str:paper>.pdf",
        notices.notice_poster,
        name="notice-poster",
    ),
    path("notices/<edition:edition>/verify/", list_check.verify_list, name="verify-list"),
    path("notices/<edition:edition>/objections/new/", objections.new, name="object"),
    path("objections/received/", objections.received, name="objection-received"),
    path("objections/", objections.status, name="objection-status"),
    path("years/<int:year>/", titles.year, name="year"),
    path("years/<int:year>/poster-<str:paper>.pdf", titles.year_poster, name="year-poster"),
    path("communities/", titles.search, name="communities-search"),
    path("communities/<community:code>/", titles.community, name="community"),
    path("open-data/", data.about, name="open-data"),
    path("open-data/titles.csv", data.titles_csv, name="titles-csv"),
    path("open-data/titles.json", data.titles_json, name="titles-json"),
    path("open-data/<int:year>/titles.csv", data.titles_csv, name="titles-csv"),
    path("open-data/<int:year>/titles.json", data.titles_json, name="titles-json"),
    path("open-data/corrections.csv", data.corrections_csv, name="corrections-csv"),
    path("open-data/corrections.json", data.corrections_json, name="corrections-json"),
    path("feed.atom", data.feed, name="feed"),
]
