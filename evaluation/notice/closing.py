"""What becomes of titles and lists when a place merges or is dissolved."""

from datetime import date

from communities.models import Community
from evaluation.ladder.models import (
    Nomination,
)
from evaluation.notice.models import Notice, NoticeEntry
from evaluation.states import UNFROZEN
from evaluation.streaks.models import Honour
from evaluation.year.models import Verdict
from incidents.models import Incident
from wufaan.errors import DomainError


def check_not_titled_after(community: Community, on: date) -> None:
    """A place that was no more by then was given no title: one of the two days is wrong."""
    granted = Honour.objects.of(community).filter(granted_on__gt=on)
    if last := granted.order_by("-granted_on").first():
        raise DomainError(
            f"“{community.name}”{last.year} 年的{last.get_level_display()}称号是 {last.granted_on} "
            "授予的，撤并日期不能早于这一天。请核对日期。",
            field="on",
        )


def told_on_closing(community: Community, on: date) -> list[str]:
    """What becomes of the titles of a place that merges or is dissolved that day, and what speaks
    against the day."""
    titles = list(Honour.objects.standing().of(community).order_by("-year", "level"))
    waiting = [*_on_notice(community), *_to_be_named(community), *_undetermined(community)]
    doubt = _happened_since(community, on)
    if not titles:
        return [*doubt, "它没有有效的称号，不涉及注销。", *waiting]
    named = "、".join(f"{h.year} 年{h.get_level_display()}" for h in titles)
    told = [
        f"它有效的称号（{named}）随之注销。注销不是撤销，不追究责任。"
        "公开页面和证书查验页立即注明，已送达的牌匾转为待收回。"
    ]
    nominations = Nomination.objects.open().resting_on(titles).order_by("level", "year")
    told += [
        f"{n.year} 年报{n.get_level_display()}的“{n.get_state_display()}”一并撤回。"
        for n in nominations
    ]
    return doubt + told + waiting


def _on_notice(community: Community) -> list[str]:
    entries = NoticeEntry.objects.kept().filter(
        verdict__community=community, notice__in=Notice.objects.current()
    )
    return [
        f"它在 {e.notice.cycle.year} 年度公示名单上（序号 {e.position}），正在公示。名单不改，"
        "公示页随即公布更正：它已撤并，不再命名，不追究责任。批准时不授予它称号。"
        for e in entries.select_related("notice__cycle")
    ]


def _to_be_named(community: Community) -> list[str]:
    years = Verdict.objects.nameable().filter(community=community, cycle__state__in=UNFROZEN)
    return [
        f"{v.cycle.year} 年度它达标，还没有公示：撤并之后暂缓命名，不列入公示名单。"
        for v in years.select_related("cycle")
    ]


def _happened_since(community: Community, on: date) -> list[str]:
    there = Incident.objects.on_record().filter(community=community, occurred_on__gte=on)
    if last := there.order_by("-occurred_on", "-pk").first():
        return [
            f"请先核对日期：这一天及以后，它名下还有 {there.count()} 件案（事）件，最近一件是 "
            f"{last.occurred_on} 的 {last.number}。照这个日期办理，这些案（事）件仍记在它名下。"
        ]
    return []


def _undetermined(community: Community) -> list[str]:
    count = Incident.objects.filter(community=community).undetermined().count()
    return [f"它还有 {count} 件案（事）件没有认定，照常由办公室认定。"] if count else []
