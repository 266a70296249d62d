"""What the ladder writes down from papers, and can put right (`corrections`)."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.urls import reverse

from evaluation.ladder.actions.nominations import check_result_day, check_submission_day
from evaluation.ladder.corrections import Fact, register
from evaluation.ladder.models import Nomination, Reinstatement
from evaluation.ladder.obstacles import of_document_day, of_ending_day
from evaluation.ladder.workflow import NominationState
from evaluation.streaks.models import Honour, Level
from wufaan.errors import DomainError
from wufaan.obstacles import refuse

_RESULT = {"document_number": "result_number", "granted_on": "result_on"}


def _named(honour: Honour) -> QuerySet[Nomination]:
    """Whether or not the title was put forward here."""
    return _granted([honour]).filter(community=honour.community_id)


def _granted(honours: Sequence[Honour]) -> QuerySet[Nomination]:
    """Those that are of one paper are of one level and year."""
    granted = Nomination.objects.filter(state=NominationState.GRANTED)
    one, places = honours[0], [honour.community_id for honour in honours]
    return granted.filter(level=one.level, year=one.year, community__in=places).order_by("pk")


def _check_title(honour: Honour) -> None:
    check_result_day(_named(honour).select_related("second"), honour.granted_on, "granted_on")
    if honour.ended_on and honour.granted_on > honour.ended_on:
        raise DomainError(
            f"“{honour.name}”的称号 {honour.ended_on} 终止，命名日期不能更晚。", field="granted_on"
        )


def _check_submission(nomination: Nomination) -> None:
    on, until = nomination.submitted_on, nomination.result_on
    if on is None:
        return
    check_submission_day([nomination], on, "submitted_on")
    if until and on > until:
        raise DomainError(
            f"“{nomination.second.name}”{until} 已有结果，上报日期不能更晚。", field="submitted_on"
        )


def _check_answer(nomination: Nomination) -> None:
    if nomination.result_on:
        check_result_day([nomination], nomination.result_on, "result_on")


def _check_ending(honour: Honour) -> None:
    """A proposal to give the title back keeps the ending as it stands."""
    if honour.ended_on:
        refuse(of_ending_day(honour, honour.ended_on, at="ended_on"))
    if honour.reinstatements.proposed().exists():
        raise DomainError(
            f"“{honour.name}”的称号已提出恢复，等待决定。请先决定，再更正终止的文号和日期。"
        )


def _ended_alike(honour: Honour) -> QuerySet[Honour]:
    """By one document, or with this one where there is none."""
    ended = Honour.objects.filter(state=honour.state, ended_on=honour.ended_on)
    if honour.end_document:
        return ended.filter(end_document=honour.end_document)
    return ended.filter(fell_with=honour)


def _check_giving_back(row: Reinstatement) -> None:
    refuse(of_document_day(row.honour, row.ended_on, row.document_date))


register(
    Fact(
        name="ending",
        title="终止文件",
        rows=lambda: Honour.objects.ended().select_related("community"),
        fields=("end_document", "ended_on"),
        blank=("end_document",),
        check=_check_ending,
        alike=_ended_alike,
        page=lambda honour: reverse("honour", args=[honour.pk]),
        section="honours",
    ),
    Fact(
        name="reinstatement",
        title="恢复文件",
        rows=lambda: Reinstatement.objects.select_related("honour"),
        fields=("document_number", "document_date"),
        check=_check_giving_back,
        alike=lambda row: Reinstatement.objects.filter(
            state=row.state,
            document_number=row.document_number,
            document_date=row.document_date,
        ),
        page=lambda row: reverse("honour", args=[row.honour_id]),
        section="honours",
    ),
    Fact(
        name="naming",
        title="上级命名文件",
        rows=lambda: Honour.objects.exclude(level=Level.COUNTY).select_related("community"),
        fields=("document_number", "granted_on", "issuer"),
        blank=("issuer",),
        check=_check_title,
        alike=lambda honour: (
            Honour.objects.at(honour.level)
            .in_year(honour.year)
            .filter(document_number=honour.document_number, granted_on=honour.granted_on)
        ),
        page=lambda honour: reverse("honour", args=[honour.pk]),
        section="honours",
        repeated=_granted,
        also=_RESULT,
    ),
    Fact(
        name="submission",
        title="上报文件",
        rows=lambda: Nomination.objects.exclude(submitted_on=None).select_related("second"),
        fields=("submitted_number", "submitted_on", "submitted_issuer"),
        blank=("submitted_issuer",),
        check=_check_submission,
        alike=lambda n: Nomination.objects.filter(
            level=n.level, submitted_number=n.submitted_number, submitted_on=n.submitted_on
        ),
        page=lambda nomination: reverse("nomination", args=[nomination.pk]),
        section="nominations",
    ),
    Fact(
        name="answer",
        title="上级答复",
        rows=lambda: Nomination.objects.filter(state=NominationState.REFUSED).select_related(
            "second"
        ),
        fields=("result_number", "result_on", "reason"),
        blank=("result_number",),
        check=_check_answer,
        alike=lambda n: Nomination.objects.filter(
            level=n.level,
            state=n.state,
            result_number=n.result_number,
            result_on=n.result_on,
            reason=n.reason,
        ),
        page=lambda nomination: reverse("nomination", args=[nomination.pk]),
        section="nominations",
    ),
)
