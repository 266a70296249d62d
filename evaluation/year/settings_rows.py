"""The settings of a year beside those of the year before and what the programme itself says."""

from dataclasses import dataclass

from django.forms import BaseForm, BoundField

from evaluation.year import rules
from evaluation.year.models import Cycle

_PERIOD = ("starts_on", "ends_on")


@dataclass(frozen=True)
class Row:
    """One field, what last year had (nothing where there was none), whether that was taken over,
    and the programme's default where it has one."""

    field: BoundField
    last: str
    note: str
    default: str


def rows(form: BaseForm, cycle: Cycle) -> list[Row]:
    last = Cycle.objects.filter(year=cycle.year - 1).first()
    defaults = _defaults(cycle.year)
    return [
        Row(
            field,
            _in_words(last, field.name) if last else "",
            _note(cycle, last, field.name) if last else "",
            defaults.get(field.name, ""),
        )
        for field in form
    ]


def _defaults(year: int) -> dict[str, str]:
    first, last = rules.default_period(year)
    return {
        "starts_on": str(first),
        "ends_on": str(last),
        "least_months": "0",
        "target_percent": str(rules.target_percent(year)),
        "exemplar_percent": str(rules.EXEMPLAR_PERCENT),
    }


def _note(cycle: Cycle, last: Cycle, name: str) -> str:
    if name in _PERIOD:
        return ""
    return "本年度沿用" if getattr(cycle, name) == getattr(last, name) else "本年度不同"


def _in_words(cycle: Cycle, name: str) -> str:
    shown = getattr(cycle, f"get_{name}_display", lambda: getattr(cycle, name))()
    if isinstance(shown, bool):
        return "是" if shown else "否"
    return "未填写" if shown is None else str(shown) or "未填写"
