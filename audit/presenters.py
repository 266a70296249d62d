"""One event in words: what was, what is, what else was kept."""

import re
from dataclasses import dataclass

from audit.models import Event
from audit.subjects import field_of

# What actions keep beside the fields of a model; those are called as the model calls them.
FIELDS = {
    "community": "小区（村社）代码",
    "counts": "计入",
    "criterion": "评选标准",
    "disqualified": "不达标",
    "document_number": "文号",
    "entries": "名单条数",
    "excluded": "不参评",
    "honours": "授予称号数",
    "incidents": "案（事）件数",
    "incomplete": "材料不全",
    "key": "任务编号",
    "on": "日期",
    "pending": "待认定",
    "qualified": "达标",
    "reason": "原因或理由",
    "reply": "答复",
    "sha256": "文件或名单的 SHA-256",
    "taken_off": "从名单上撤下",
}

_HASH = re.compile(r"\b([0-9a-f]{12})[0-9a-f]{52}\b")


@dataclass(frozen=True)
class Line:
    """`before` is None where the event keeps no earlier value."""

    label: str
    after: str
    before: str | None = None


def changes(event: Event) -> list[Line]:
    """Field by field, where the event keeps what was before."""
    before, after = event.data.get("before") or {}, event.data.get("after") or {}
    return [
        Line(
            label(event.subject, name),
            value(event.subject, name, after.get(name)),
            value(event.subject, name, before.get(name)),
        )
        for name in dict.fromkeys([*before, *after])
    ]


def details(event: Event) -> list[Line]:
    """What else it keeps."""
    return [
        Line(label(event.subject, name), value(event.subject, name, kept))
        for name, kept in event.data.items()
        if name not in ("before", "after")
    ]


def in_brief(event: Event) -> str:
    """On one line, for lists: what is different, and of a hash only how it begins."""
    told = [f"{c.label} {c.before} → {c.after}" for c in changes(event) if c.before != c.after]
    told += [f"{detail.label} {detail.after}" for detail in details(event)]
    return _HASH.sub(r"\1…", "；".join(told))


def label(subject: str, name: str) -> str:
    field = field_of(subject, name.removesuffix("_id"))
    named = field is not None and field.verbose_name != field.name.replace("_", " ")
    return field.verbose_name if named else FIELDS.get(name, name)


def value(subject: str, name: str, kept: object) -> str:
    field = field_of(subject, name)
    choices = dict(field.flatchoices) if field is not None else {}
    if kept in (None, "", [], {}):
        return "（空）"
    if isinstance(kept, bool):
        return "是" if kept else "否"
    if isinstance(kept, list):
        return "、".join(str(item) for item in kept)
    if isinstance(kept, str) and kept in choices:
        return str(choices[kept])
    return {"True": "是", "False": "否", "None": "（空）"}.get(str(kept), str(kept))
