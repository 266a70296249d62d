import pytest

from accounts.models import User
from audit.models import Event
from evaluation import actions
from evaluation.models import Survey
from tests.factories import CommunityFactory, assessed_cycle, noticed_cycle
from wufaan.errors import DomainError

pytestmark = pytest.mark.django_db


def record(cycle, community, respondents, satisfied):
    return actions.record_survey(
        cycle=cycle,
        community=community,
        respondents=respondents,
        satisfied=satisfied,
        by=User.objects.system(),
    )


def test_the_next_assessment_looks_at_a_survey():
    community = CommunityFactory()
    cycle = assessed_cycle(satisfaction_policy="required")
    assert cycle.verdicts.get().outcome == "incomplete"
    record(cycle, community, 50, 45)
    actions.assess(cycle=cycle, by=User.objects.system())
    verdict = cycle.verdicts.get()
    assert (verdict.outcome, verdict.respondents, verdict.satisfied) == ("qualified", 50, 45)


def test_a_second_survey_takes_the_place_of_the_first_and_both_leave_an_event():
    community, cycle = CommunityFactory(), assessed_cycle()
    first = record(cycle, community, 50, 45)
    second = record(cycle, community, 60, 57)
    assert first.pk == second.pk
    assert list(Survey.objects.values_list("respondents", "satisfied")) == [(60, 57)]
    events = Event.objects.about(second).values_list("data", flat=True)
    assert [event["after"]["satisfied"] for event in events] == [45, 57]


@pytest.mark.parametrize(
    ("respondents", "satisfied"), [(0, 0), (10, 11), (10, -1), (1_000_001, 1), (2**31, 2**31)]
)
def test_impossible_figures_are_refused(respondents, satisfied):
    community, cycle = CommunityFactory(name="甸头村"), assessed_cycle()
    with pytest.raises(DomainError, match="甸头村"):
        record(cycle, community, respondents, satisfied)
    assert not Survey.objects.exists()


def test_once_the_notice_is_out_it_is_too_late():
    community = CommunityFactory()
    cycle = noticed_cycle()
    with pytest.raises(DomainError, match="已经公示"):
        record(cycle, community, 50, 45)
