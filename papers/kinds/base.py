"""What a kind of paper is. Each has a file in this folder."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings

from accounts.models import User
from accounts.permissions import Permission
from communities.examples import example
from evaluation.models import Cycle
from wufaan.days import in_words
from wufaan.documents.official import Folder, Form, Table


@dataclass(frozen=True)
class Subject:
    """Whom or what one paper is about: a code or a reference, blank where it is the whole year."""

    key: str
    name: str


# 函: to whom one can neither order nor report.
LETTER = "函"
WHOLE_YEAR = Subject("", "全县")


@dataclass(frozen=True)
class Field:
    """What may stand in the words as `{name}`."""

    name: str
    meaning: str
    example: str


@dataclass(frozen=True)
class Content:
    """What the records say: `fields` go into the words, `tables` become annexes. `holds` are the
    keys of what a paper about several is about, where pages of theirs lead to it."""

    fields: Mapping[str, str]
    tables: Sequence[Table | Folder] = ()
    holds: Sequence[int] = ()


@dataclass(frozen=True)
class Words:
    """The texts of a paper that the office may write otherwise. `signature` is who signs; `form`
    says what stands around the text, and with it which of the last four are printed."""

    title: str
    addressee: str
    body: str
    signature: str = "{命名单位}"
    form: str = Form.PLAIN
    masthead: str = "{命名单位}文件"
    note: str = ""
    copies: str = ""
    printed_by: str = "{命名单位}办公室"


@dataclass(frozen=True)
class PaperKind:
    """`subjects` says what can be made for a year, nothing where it is too early: `when` then
    tells what it waits for. `content` reads the records; `blanks` are boxes for signatures and
    stamps. `forms` are those that it may have, each with what a paper of this form is called
    (文种). `cautions` tells what to know before it is made. `files`, where there is one, makes
    the paper in its own way instead of by words, with the number and day that `stamp` gives. Who
    has one of the permissions `makers` may have it made."""

    name: str
    title: str
    purpose: str
    when: str
    subjects: Callable[[Cycle], list[Subject]]
    content: Callable[[Cycle, str], Content] | None = None
    words: Words | None = None
    fields: Sequence[Field] = ()
    blanks: Sequence[str] = ()
    forms: Mapping[str, str] = field(default_factory=lambda: {Form.PLAIN: ""})
    cautions: Callable[[Cycle], list[str]] = lambda cycle: []
    files: Callable[[Cycle, str], dict[str, bytes]] | None = None
    stamp: Callable[[Cycle, str], tuple[str, date]] | None = None
    makers: frozenset[Permission] = frozenset({Permission.MAKE_PAPERS})

    def may_be_made_by(self, user: User) -> bool:
        return any(map(user.can, self.makers))

    @property
    def all_fields(self) -> list[Field]:
        return [*COMMON, *(OF_THE_FORM if len(self.forms) > 1 else ()), *self.fields]

    def called(self, form: str) -> dict[str, str]:
        """The fields that the form decides."""
        genre = self.forms[form]
        return {"文种": genre, "函告": "特此函告" if genre == LETTER else ""}


def numbered(annexes: Sequence[Table | Folder]) -> list[str]:
    """How the text calls each: one alone has no number (GB/T 9704-2012, 7.3.5)."""
    return [f"附件{n}" for n in range(1, len(annexes) + 1)] if annexes[1:] else ["附件"]


COMMON = (
    Field("县", "本县名称", "某县"),
    Field("年度", "评选年度", example("{year}")),
    Field("评选期", "起止日期", example("{before}年11月1日至{year}年10月31日")),
    Field("命名单位", "年度设置里的命名单位", "某县公安局"),
    Field("命名依据", "年度设置里的命名依据", example("某文〔{year}〕1号")),
    Field(
        "领导小组",
        "命名单位是领导小组的就是它，不是的用县名加“创建工作领导小组”",
        "某县创建工作领导小组",
    ),
    Field("文号", "本文的文号", example("某文〔{year}〕2号")),
    Field("日期", "本文的日期", example("{year}年12月1日")),
)
OF_THE_FORM = (
    Field("文种", "随版式：通报、报告、请示或者函", "通报"),
    Field("函告", "文种是函的结尾写“特此函告”，不是的整行不印", "特此函告"),
)


def common(cycle: Cycle, number: str, dated: date) -> dict[str, str]:
    """The fields that every kind has."""
    county = settings.COUNTY_NAME or "本县"
    return {
        "县": county,
        "年度": str(cycle.year),
        "评选期": f"{in_words(cycle.starts_on)}至{in_words(cycle.ends_on)}",
        "命名单位": cycle.issuer,
        "命名依据": cycle.approval_basis,
        "领导小组": _leading_group(cycle.issuer) or f"{county}创建工作领导小组",
        "文号": number,
        "日期": in_words(dated),
    }


def _leading_group(issuer: str) -> str:
    """The issuer where it is one, without what stands behind the name."""
    before, name, _ = issuer.partition("领导小组")
    return before + name if name else ""


def once_named(cycle: Cycle) -> list[Subject]:
    """One paper for the whole year, from the approval on."""
    return [WHOLE_YEAR] if cycle.is_awarded else []
