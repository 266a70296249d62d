"""Years of a few places, lived as somebody drew them: verdicts, lists, objections, approvals
in time or not and by whomever, findings that come late, supplementary notices, mergers, places
that move or are registered anew, titles that end and titles that are given back."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta

import pytest

from accounts.models import User
from accounts.permissions import Role
from communities import actions as registry
from communities.models import Community
from evaluation import actions
from evaluation.models import (
    Cycle,
    Honour,
    HonourState,
    Level,
    Nomination,
    ObjectionChannel,
    ObjectionState,
)
from evaluation.notice import canonical
from evaluation.notice.queries import since_notice
from evaluation.notice.supplements import came_right, held_back
from tests.factories import (
    CommunityFactory,
    CompoundFactory,
    UserFactory,
    assessed_cycle,
    found,
    issued,
    issued_beside,
)
from wufaan.errors import DomainError

PLACES = 4


class History:
    """From 2020 on. `check` is asked after every step."""

    def __init__(self, check: Callable[["History"], None], *, years: int):
        self._check = check
        self.years = range(2020, 2020 + years)
        self.at_the_end = date(self.years[-1] + 2, 1, 5)
        self.people = {
            "assessor": User.objects.system(),
            "office": UserFactory(role=Role.OFFICE),
            "second": UserFactory(role=Role.OFFICE),
            "leader": UserFactory(role=Role.LEADING),
        }
        self.places = [CommunityFactory() for _ in range(PLACES)]
        self.compound = CompoundFactory(parent=self.places[0])
        # Of each notice, by primary key: the list as it was published, the corrections so far.
        self.published: dict[int, str] = {}
        self.told: dict[int, list[tuple]] = {}
        self._postponed: list[Cycle] = []

    def live(self, history) -> None:
        for year, events in zip(self.years, history, strict=True):
            self._november(year, events)
            self._rise(year, self._those(events["refused_above"]))
            for ending in events["ended"]:
                self.end(*ending)
                self._check(self)
            for which in events["given_back"]:
                self._give_one_back(which)
            if events["caught_up"]:
                self._approve_what_was_postponed(date(year + 1, 9, 1))
        self._approve_what_was_postponed(self.at_the_end)

    def _november(self, year: int, events) -> None:
        for number in events["moved"]:
            self._move(self.places[number], date(year, 4, 20))
        self._incidents(events["broken"], date(year, 5, 5))
        if events["broken_inside"]:
            found(self.compound, on=date(year, 4, 4))
            self._check(self)
        for number in events["registered_anew"]:
            self._register_anew(number, date(year, 5, 19))
        for one, other in events["merged_within"]:
            with suppress(DomainError):  # a title of last year is granted only after that
                self._merge(self.places[one], self.places[other], date(year, 5, 20))
        cycle = assessed_cycle(year)
        self._withhold(cycle, self._those(events["withheld"]))
        if events["assessed_again"]:
            self._assess_again(cycle, events["found_between"])
        if not cycle.verdicts.nameable().exists():
            return
        self._notice(cycle)
        for number, finding in events["objections"]:
            self._object(cycle, self.places[number], finding)
        for number, years_ago in events["found_late"]:
            self._incidents([number], date(max(year - years_ago, self.years[0]), 6, 6))
        for one, other in events["merged"]:
            self._merge(self.places[one], self.places[other], date(year, 11, 4))
        for days, who in events["attempts"]:
            self._try_to_approve(cycle, cycle.notice.ends_on + timedelta(days), who)
        if events["postponed"]:
            self._postponed.append(cycle)
        else:
            self._bring_to_approval(cycle, cycle.notice.ends_on + timedelta(days=2))
        if events["supplemented"]:
            self._supplement(cycle, cycle.notice.ends_on + timedelta(days=3))

    def _those(self, numbers) -> list[Community]:
        return [self.places[number] for number in sorted(numbers)]

    def _incidents(self, numbers, on: date) -> None:
        for place in self._those(numbers):
            place.refresh_from_db()
            if not place.closed_on or on < place.closed_on:
                found(place, on=on)
                self._check(self)

    def _withhold(self, cycle: Cycle, places) -> None:
        for verdict in cycle.verdicts.qualified().filter(community__in=places):
            actions.withhold(verdict=verdict, reason="正在核查", by=self.people["office"])

    def _assess_again(self, cycle: Cycle, found_between) -> None:
        """What the office withheld stays withheld; what was found meanwhile counts."""
        withheld = set(cycle.verdicts.withheld().values_list("pk", flat=True))
        self._incidents(found_between, date(cycle.year, 5, 6))
        actions.assess(cycle=cycle, on=date(cycle.year, 11, 2), by=self.people["assessor"])
        assert set(cycle.verdicts.withheld().values_list("pk", flat=True)) == withheld
        qualified = cycle.verdicts.qualified()
        assert not qualified.filter(community__in=self._those(found_between)).exists()

    def _notice(self, cycle: Cycle) -> None:
        notice = issued(
            cycle=cycle,
            number=f"公示〔{cycle.year}〕1号",
            title="公示",
            channels="信箱",
            starts_on=date(cycle.year, 11, 3),
            by=self.people["office"],
        )
        cycle.refresh_from_db()
        self.published[notice.pk] = canonical.canonical(cycle.year, notice.entries.all())
        self._check(self)

    def _supplement(self, cycle: Cycle, on: date) -> None:
        """Whatever can be is cleared up; who came right goes on a list of its own, and is named."""
        for verdict in held_back(cycle):
            with suppress(DomainError):  # closed, or an objection was upheld
                told = {"reason": "查清", "by": self.people["office"]}
                actions.clear(cycle=cycle, code=verdict.code, **told)
        if not came_right(cycle, on):
            return
        words = {"number": f"公示〔{cycle.year}〕2号", "title": "补充公示", "channels": "信箱"}
        days = {"starts_on": on, "on": on}
        notice = issued_beside(cycle=cycle, **words, **days, by=self.people["office"])
        self.published[notice.pk] = canonical.canonical(cycle.year, notice.entries.all())
        self._check(self)
        if Cycle.objects.get(pk=cycle.pk).is_awarded:
            over = notice.ends_on + timedelta(days=1)
            actions.approve_supplement(notice=notice, on=over, by=self.people["leader"])
            self._check(self)

    def _object(self, cycle: Cycle, place: Community, finding: ObjectionState) -> None:
        """Against its entry, or against the list where it is not on it; RECEIVED: no answer."""
        entry, day = self._entry(cycle, place), cycle.notice.starts_on
        objection = actions.enter(
            notice=cycle.notice,
            entry=entry,
            channel=ObjectionChannel.LETTER,
            text=f"{place.name}有不同意见",
            received_on=day,
            sent_as=f"{cycle.year} {place.pk}",
            by=self.people["office"],
        )
        if finding != ObjectionState.RECEIVED:
            self._answer(objection, finding if entry else ObjectionState.REJECTED, day)

    def _answer(self, objection, finding: ObjectionState, on: date) -> None:
        said = {"reply": "已核查。", "on": on, "by": self.people["office"]}
        with suppress(DomainError):  # Two letters about one place: the first one's answer stands.
            actions.answer(objection=objection, finding=finding, **said)
        self._check(self)

    def _entry(self, cycle: Cycle, place: Community):
        return cycle.notice.entries.filter(verdict__community=place).first()

    def _merge(self, place: Community, into: Community, on: date) -> None:
        place.refresh_from_db()
        into.refresh_from_db()
        if place != into and not (place.closed_on or into.closed_on):
            registry.merge(community=place, into=into, on=on, by=self.people["office"])
            assert not Honour.objects.standing().of(place).exists()
            self._check(self)

    def _move(self, into: Community, on: date) -> None:
        """The compound comes under another village and stays itself."""
        standing = set(Honour.objects.standing().of(self.compound))
        self.compound.refresh_from_db()
        into.refresh_from_db()
        with suppress(DomainError):  # the village is no more
            registry.move(community=self.compound, into=into, on=on, by=self.people["office"])
        assert set(Honour.objects.standing().of(self.compound)) == standing
        self._check(self)

    def _register_anew(self, number: int, on: date) -> None:
        """A place goes on under another code, its compound with it."""
        place, new = self.places[number], CommunityFactory()
        with suppress(DomainError):  # no more, or a title of last year is granted only after that
            self._merge(place, new, on)
        if place.closed_on:
            self.places[number] = new

    def _try_to_approve(self, cycle: Cycle, on: date, who: str) -> None:
        """Whether it may be is for the check to say."""
        cycle.refresh_from_db()
        late = _late(cycle)
        with suppress(DomainError):
            actions.approve(cycle=cycle, on=on, by=self.people[who])
            assert not late
        self._check(self)

    def _approve_what_was_postponed(self, on: date) -> None:
        """The latest year first."""
        while self._postponed:
            self._bring_to_approval(self._postponed.pop(), on)

    def _bring_to_approval(self, cycle: Cycle, on: date) -> None:
        """As it should be done: then it is approved, unless nobody is left on the list."""
        cycle.refresh_from_db()
        if cycle.state == "approved":
            return
        for objection in cycle.notice.objections.unanswered():
            self._answer(objection, ObjectionState.REJECTED, on)
        if late := _late(cycle):
            self._send_back(cycle, [each.entry.verdict.community for each in late])
        if cycle.notice.entries.kept().exists():
            actions.approve(cycle=cycle, on=on, by=self.people["leader"])
            self._check(self)

    def _send_back(self, cycle: Cycle, places) -> None:
        actions.send_back(cycle=cycle, reason="再核", by=self.people["leader"])
        self._withhold(cycle, places)
        actions.resubmit(cycle=cycle, reason="已暂缓", by=self.people["office"])
        self._check(self)

    def _rise(self, year: int, refused) -> None:
        """What is due goes up and is decided, in the spring and the summer after."""
        for level, month in ((Level.MUNICIPAL, 3), (Level.PROVINCIAL, 6)):
            on = date(year + 1, month, 18)
            due = Nomination.objects.open().at(level).filter(opened_on__lte=on)
            if passed_over := list(due.filter(community__in=refused)):
                self._refuse(passed_over, on)
            if rising := list(due.all()):
                self._grant(rising, on)

    def _refuse(self, nominations, on: date) -> None:
        told = {"reason": "名额已满", "on": on, "by": self.people["office"]}
        actions.record_refusal(nominations=nominations, **told)
        self._check(self)

    def _grant(self, nominations, on: date) -> None:
        number = f"{nominations[0].level}〔{on.year}〕1号"
        told = {"document_number": number, "granted_on": on, "by": self.people["office"]}
        actions.grant_nominations(nominations=nominations, **told)
        self._check(self)

    def end(self, which: int, for_cause: bool) -> None:
        """End one of all titles there are; one that has ended already stays as it is."""
        honours = list(Honour.objects.order_by("year", "level", "community__code"))
        if not honours:
            return
        action = actions.revoke if for_cause else actions.void
        honour = honours[which % len(honours)]
        ending = {
            "honour": honour,
            "reason": "出现滑坡" if for_cause else "已并入邻村",
            "on": self.at_the_end,
            "by": User.objects.system(),
        }
        if honour.state == HonourState.STANDING:
            action(**ending)
        else:
            with pytest.raises(DomainError, match="不能再次变更"):
                action(**ending)

    def give_back(self, order, stood: set[int]) -> None:
        """All of those that `stood` and were ended by themselves: what rests on another once that
        is back."""
        honours = list(Honour.objects.order_by("year", "level", "community__code"))
        wanted = dict.fromkeys(honours[which % len(honours)] for which in order if honours)
        ended = [h for h in wanted if h.pk in stood and h.state != HonourState.STANDING]
        waiting = [honour for honour in ended if not honour.fell_with_id]
        while waiting:
            back = [honour for honour in waiting if self._reinstated(honour)]
            assert back, f"nothing of {waiting} comes back"
            waiting = [honour for honour in waiting if honour not in back]

    def _give_one_back(self, which: int) -> None:
        honours = Honour.objects.exclude(state=HonourState.STANDING)
        if ended := list(honours.order_by("year", "level", "community__code")):
            self._reinstated(ended[which % len(ended)])
            self._check(self)

    def _reinstated(self, honour: Honour) -> bool:
        told = {"document_date": self.at_the_end, "reason": "认定有误"}
        number = {"document_number": f"恢复〔{honour.pk}〕号"}
        people, county = self.people, honour.level == Level.COUNTY
        try:
            row = actions.propose_reinstatement(
                honour=honour, **told, **number, by=people["office"]
            )
        except DomainError:
            return False
        actions.reinstate(reinstatement=row, by=people["leader" if county else "second"])
        return True


def _late(cycle: Cycle):
    """Of those on the list, whom the approval must not name."""
    return [since for since in since_notice(cycle.notice) if since.stops]
