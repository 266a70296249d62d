"""The command is run once, with the work that it leaves to the queue; every test looks at what is
there then."""

import hashlib
import zipfile
from collections import Counter
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count
from django.test import override_settings
from pypdf import PdfReader

from accounts.models import User
from accounts.permissions import Role
from audit.models import Event
from audit.presenters import known_label
from audit.queries import verify_chain
from communities.codes import valid_credit_code
from communities.models import (
    Community,
    CommunityKind,
    Evidence,
    PropertyCompany,
    Station,
    WorkRecord,
)
from demo import accounts
from demo.incidents import invent
from demo.plots import load as plots
from demo.registry import kind_of, rows_of_registry, short_name
from demo.rereviews import LATE_THEFT
from demo.waiting import RECENT
from evaluation.models import (
    Cycle,
    Honour,
    HonourState,
    Level,
    Nomination,
    Objection,
    ReReview,
    Verdict,
)
from evaluation.year.rules import Outcome
from incidents.kinds import Kind
from incidents.models import Determination, Incident, MonthlyReturn
from jobs.models import Job
from tests import demos
from wufaan import personal_data
from wufaan.clock import today

# SHA-256 over the hashes of the lists of 2020 to 2025, in order.
LISTS = "3c14ce5f4de1541b389db8b67e13aa2e6cfe1bd435a63fee307a87d920ecf368"


# Alone, too, this file needs pytest-django to set the database up; the rows are the module's.
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def var(demo_folder, django_db_setup, django_db_blocker):
    """That of the built demo, whose rows and files every test of this module finds."""
    with django_db_blocker.unblock(), demos.database(demo_folder) as var:
        yield var


@pytest.fixture(scope="module")
def printed(var) -> str:
    """What the command printed."""
    return (var / demos.PRINTED).read_text()


def test_whoever_serves_this_data_later_says_that_it_is_invented(var):
    assert (var / "demo").exists()


def past_cycles():
    return Cycle.objects.filter(year__lte=2025).order_by("year")


def test_six_years_are_published_and_2026_is_on_notice_today():
    assert [(c.year, c.state) for c in past_cycles()] == [
        (year, "published") for year in range(2020, 2026)
    ]
    current = Cycle.objects.get(year=2026)
    assert current.state == "noticed"
    assert current.notice.starts_on < today() <= current.notice.ends_on


def test_objections_speak_of_invented_compounds_only_and_one_waits_for_its_answer():
    objections = Objection.objects.select_related("entry")
    assert all("-X" in objection.entry.code for objection in objections)
    states = Counter(objections.filter(notice__cycle__year=2026).values_list("state", flat=True))
    assert states == {"received": 1, "upheld": 1, "rejected": 1}
    assert not objections.exclude(contact="").exclude(notice__cycle__year=2026).exists()


def test_around_half_of_the_county_qualifies_every_year():
    for cycle in Cycle.objects.all():
        share = cycle.verdicts.qualified().count() / cycle.verdicts.count()
        assert 0.45 < share < 0.66, cycle


def test_a_few_communities_of_2026_wait_for_the_office_and_none_of_the_past():
    pending = {
        c.year: c.verdicts.filter(outcome=Outcome.PENDING).count() for c in Cycle.objects.all()
    }
    assert 1 <= pending.pop(2026) <= 8
    assert set(pending.values()) == {0}


def test_the_registry_is_the_real_one_with_forty_invented_compounds():
    kinds = Community.objects.order_by("kind").values_list("kind").annotate(Count("pk"))
    assert dict(kinds) == {"compound": 40, "neighbourhood": 6, "village": 133}
    assert Community.objects.values("station").distinct().count() == 13
    codes = PropertyCompany.objects.values_list("code", flat=True)
    assert codes
    assert all(valid_credit_code(code) for code in codes)


@pytest.mark.parametrize(
    ("official", "short", "kind"),
    [
        ("甸阳社区居民委员会", "甸阳社区", CommunityKind.NEIGHBOURHOOD),
        ("乌邑社区村民委员会", "乌邑社区", CommunityKind.VILLAGE),
        ("甸头村民委员会", "甸头村", CommunityKind.VILLAGE),
        ("常村村民委员会", "常村", CommunityKind.VILLAGE),
    ],
)
def test_places_go_by_their_short_names(official, short, kind):
    assert (short_name(official), kind_of(official)) == (short, kind)


def test_every_kind_of_incident_appears_and_every_criterion_is_broken():
    assert set(Incident.objects.values_list("kind", flat=True)) == set(Kind.values)
    broken = Determination.objects.standing().filter(counts=True)
    assert set(broken.values_list("criterion", flat=True)) == set(range(1, 11))


def test_no_vice_that_the_police_found_themselves_counts():
    found = Determination.objects.standing().filter(incident__proactively_investigated=True)
    assert found.exists()
    assert not found.filter(counts=True).exists()


def test_some_findings_were_changed_and_the_first_ones_are_still_there():
    twice = Incident.objects.annotate(n=Count("determinations")).filter(n=2)
    assert twice.count() == 3 * 7
    assert all(
        first.counts != second.counts
        for first, second in (i.determinations.order_by("pk") for i in twice)
    )


def test_no_summary_holds_personal_data():
    summaries = Incident.objects.values_list("summary", flat=True).distinct()
    told = {plot.summary for plot in plots()} | {recent.summary for recent in RECENT}
    of_people = ""  # only the number of the police file is kept
    assert told | {of_people, LATE_THEFT} >= set(summaries) - {
        "侦破外地系列案时查明的入室盗窃，当年没有报案。"
    }
    assert not [hit for summary in summaries for hit in personal_data.find(summary)]


@pytest.mark.parametrize(
    ("level", "below"),
    [(Level.MUNICIPAL, Level.COUNTY), (Level.PROVINCIAL, Level.MUNICIPAL)],
)
def test_a_higher_title_rests_on_two_standing_years_of_the_level_below(level, below):
    risen = list(Honour.objects.standing().at(level))
    assert risen
    standing = set(Honour.objects.standing().at(below).values_list("community", "year"))
    for honour in risen:
        assert {(honour.community_id, honour.year - back) for back in (0, 1)} <= standing


def test_titles_are_lost_by_invented_compounds_only():
    ended = Honour.objects.exclude(state=HonourState.STANDING).select_related("community")
    assert {h.state for h in ended} == {HonourState.REVOKED, HonourState.VOID}
    assert all("-X" in h.community.code for h in ended)


def test_the_merged_compound_names_its_successor_and_is_judged_no_more():
    merged = Community.objects.exclude(closed_on=None).get()
    assert merged.successor.parent == merged.parent
    assert not Incident.objects.filter(community=merged, occurred_on__gte=merged.closed_on).exists()
    last = Cycle.objects.get(year=2026).verdicts.get(community=merged)
    assert last.outcome == Outcome.EXCLUDED


def test_the_same_seed_gives_the_same_lists():
    hashes = "".join(cycle.notice.sha256 for cycle in past_cycles())
    assert hashlib.sha256(hashes.encode()).hexdigest() == LISTS
    places = list(Community.objects.order_by("code").values_list("code", "kind"))
    assert invent(places) == invent(places)


def test_nearly_every_month_is_signed_by_an_officer_of_the_station():
    signed = MonthlyReturn.objects.select_related("station", "signed_by")
    assert 0.95 < signed.count() / (13 * 80) < 1
    assert all(r.signed_by.station_code == r.station.code for r in signed)


def test_certificates_are_ordered_for_every_past_year():
    assert Job.objects.filter(kind="certificates").count() == 6


def test_the_chain_holds():
    state = verify_chain()
    assert state.broken_at is None
    assert state.length > Incident.objects.count()


def test_every_role_can_sign_in_with_the_printed_password(printed):
    assert accounts.PASSWORD in printed
    usernames = [username for username, _, _ in accounts.table()]
    assert all(username in printed for username in usernames)
    users = User.objects.filter(username__in=usernames)
    assert {user.role for user in users} == set(Role) - {Role.SYSTEM}
    assert all(user.check_password(accounts.PASSWORD) for user in users)


def test_a_second_run_changes_nothing_and_tells_the_accounts_again(settings):
    before, again = verify_chain(), StringIO()
    settings.WUFAAN_DEMO = True
    call_command("demo", stdout=again)
    assert "没有改动" in again.getvalue()
    assert accounts.PASSWORD in again.getvalue()
    assert verify_chain() == before


def test_the_registry_rows_have_no_two_places_of_one_name_in_one_township():
    names = [(row["township_code"], row["name"]) for row in rows_of_registry()]
    assert len(names) == len(set(names)) == 179


def test_it_refuses_without_the_demo_switch():
    with override_settings(WUFAAN_DEMO=False), pytest.raises(CommandError, match="WUFAAN_DEMO"):
        call_command("demo")


@pytest.fixture(scope="module")
def offline(var, tmp_path_factory):
    """The demo's public site as files, all of it as one text: every line once, since most of them
    stand on every page and each of thousands of strings is looked for in all."""
    folder = tmp_path_factory.mktemp("offline") / "site"
    with override_settings(WUFAAN_DEMO=True, MEDIA_ROOT=var / "media"):
        call_command("export_public_site", folder, stdout=StringIO())
    files = [file for file in folder.rglob("*") if file.is_file()]
    lines = {line for file in files for line in _text_of(file).splitlines()}
    return "\n".join(lines).encode()  # in bytes they are found several times as fast


def _text_of(file) -> str:
    """What can be read in it; DOCX and XLSX are archives of XML, a PDF has its words compressed."""
    if file.suffix in (".docx", ".xlsx"):
        with zipfile.ZipFile(file) as archive:
            return "\n".join(
                archive.read(name).decode(errors="ignore") for name in archive.namelist()
            )
    if file.suffix == ".pdf":
        return "\n".join(page.extract_text() for page in PdfReader(file).pages)
    return file.read_text()


INTERNAL = {
    "numbers of incidents": Incident.objects.values_list("number"),
    "what incidents say": Incident.objects.exclude(summary="").values_list("summary"),
    "why findings were made": Determination.objects.exclude(reason="").values_list("reason"),
    "who works here": User.objects.exclude(role=Role.SYSTEM).values_list("username"),
    "who they are": User.objects.exclude(role=Role.SYSTEM).values_list("display_name"),
    "references of objections": Objection.objects.values_list("reference"),
    "what objections say": Objection.objects.values_list("text"),
    "how to reach who objected": Objection.objects.exclude(contact="").values_list("contact"),
    "what was answered": Objection.objects.exclude(reply="").values_list("reply"),
    "why it is withheld": Verdict.objects.exclude(withheld_reason="").values_list(
        "withheld_reason"
    ),
    "why it takes no part": Community.objects.exclude(not_taking_part_reason="").values_list(
        "not_taking_part_reason"
    ),
    "what the work record says": WorkRecord.objects.exclude(note="").values_list("note"),
    "files of evidence": Evidence.objects.values_list("name"),
    "hashes of the audit chain": Event.objects.values_list("hash"),
    "who looks after compounds": PropertyCompany.objects.values_list("name"),
    "stations": Station.objects.values_list("code"),
    "what stations are called": Station.objects.values_list("name"),
    "what is to be put right": ReReview.objects.exclude(demand="").values_list("demand"),
    "why a title was looked at again": ReReview.objects.exclude(ground="").values_list("ground"),
    "what was found when it was": ReReview.objects.exclude(note="").values_list("note"),
    "why a nomination failed": Nomination.objects.exclude(reason="").values_list("reason"),
    "what it was sent up under": Nomination.objects.exclude(submitted_number="").values_list(
        "submitted_number"
    ),
}
# Of a title everybody is told why it ended and under which document it was given.
TOLD = ("end_reason", "document_number")


@pytest.mark.parametrize("kind", INTERNAL)
def test_nothing_internal_goes_offline(offline, kind):
    told = {text for pair in Honour.objects.values_list(*TOLD) for text in pair}
    strings = {text for (text,) in INTERNAL[kind].distinct()} - told
    assert strings
    assert [text for text in strings if text.encode() in offline] == []


def test_every_key_in_the_trail_has_a_chinese_name():
    kept = set()
    for subject, data in Event.objects.values_list("subject", "data"):
        sides = [data[side] or {} for side in ("before", "after") if side in data]
        keys = {key for side in sides for key in side} | data.keys() - {"before", "after"}
        kept |= {(subject.partition(":")[0], key) for key in keys}
    assert len(kept) > 50
    assert {(kind, key) for kind, key in kept if not known_label(f"{kind}:1", key)} == set()
