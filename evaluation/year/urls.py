from django.urls import path

from evaluation.year.views import cycles, exemplars, holidays, surveys, targets

CYCLE = "office/cycles/<int:year>/"

urlpatterns = [
    path("office/targets/", targets.targets, name="targets"),
    path("office/targets.xlsx", targets.export, name="targets-export"),
    path("office/holidays/", holidays.holidays, name="holidays"),
    path("office/holidays/day/", holidays.day, name="holiday-day"),
    path("office/holidays/lines/", holidays.days, name="holiday-days"),
    path("office/holidays/<int:year>/import/", holidays.take_over, name="holiday-import"),
    path("office/holidays/<int:year>/<int:month>/<int:day>/", holidays.clear, name="holiday-clear"),
    path("office/cycles/", cycles.cycles, name="cycles"),
    path("office/cycles/open/", cycles.open_next, name="cycle-open"),
    path(CYCLE + "exemplars/", exemplars.exemplars, name="exemplars"),
    path(CYCLE + "exemplars/choice/", exemplars.choose, name="exemplars-choose"),
    path(CYCLE + "settings/", cycles.settings, name="cycle-settings"),
    path(CYCLE + "assessment/", cycles.assess, name="cycle-assess"),
    path("office/surveys/", surveys.current, name="surveys"),
    path("office/surveys/<int:year>/", surveys.of_year, name="surveys-year"),
    path("office/surveys/<int:year>/surveys.<str:format>", surveys.export, name="surveys-export"),
    path("office/surveys/<int:year>/<community:code>/", surveys.survey, name="survey"),
]
