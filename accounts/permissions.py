"""Who may do what. A role is nothing but a set of permissions; a view names the one it needs.

No one holds two of office, leading group, auditor, administrator: an account has one role.
"""

from enum import StrEnum, auto

from django.db.models import TextChoices

from audit.permissions import SEE_AUDIT


class Permission(StrEnum):
    SEE_REGISTRY = auto()
    KEEP_REGISTRY = auto()
    KEEP_STATIONS = auto()
    KEEP_WORK_RECORD = auto()
    IMPORT_FILES = auto()
    SEE_INCIDENTS = auto()
    REPORT_INCIDENT = auto()
    SIGN_RETURN = auto()
    DETERMINE = auto()
    CLEAR_WORDS = auto()
    SEE_CYCLES = auto()
    RUN_CYCLE = auto()
    APPROVE_CYCLE = auto()
    HANDLE_OBJECTIONS = auto()
    KEEP_HONOURS = auto()
    KEEP_PLAQUES = auto()
    MAKE_PAPERS = auto()
    SEE_JOBS = auto()
    SEE_AUDIT = SEE_AUDIT
    MANAGE_ACCOUNTS = auto()


class Role(TextChoices):
    OFFICER = "officer", "派出所民警"
    OFFICE = "office", "领导小组办公室"
    LEADING = "leading", "领导小组"
    AUDITOR = "auditor", "审计员"
    ADMINISTRATOR = "administrator", "系统管理员"
    SYSTEM = "system", "系统"


_P = Permission

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.OFFICER: frozenset(
        {
            _P.SEE_REGISTRY,
            _P.IMPORT_FILES,
            _P.SEE_INCIDENTS,
            _P.REPORT_INCIDENT,
            _P.SIGN_RETURN,
            _P.KEEP_WORK_RECORD,
        }
    ),
    Role.OFFICE: frozenset(
        {
            _P.SEE_REGISTRY,
            _P.KEEP_REGISTRY,
            _P.KEEP_STATIONS,
            _P.KEEP_WORK_RECORD,
            _P.IMPORT_FILES,
            _P.SEE_INCIDENTS,
            _P.DETERMINE,
            _P.CLEAR_WORDS,
            _P.SEE_CYCLES,
            _P.RUN_CYCLE,
            _P.HANDLE_OBJECTIONS,
            _P.KEEP_HONOURS,
            _P.KEEP_PLAQUES,
            _P.MAKE_PAPERS,
            _P.SEE_JOBS,
        }
    ),
    Role.LEADING: frozenset(
        {_P.SEE_REGISTRY, _P.SEE_INCIDENTS, _P.SEE_CYCLES, _P.APPROVE_CYCLE, _P.SEE_JOBS}
    ),
    Role.AUDITOR: frozenset({_P.SEE_AUDIT}),
    Role.ADMINISTRATOR: frozenset({_P.MANAGE_ACCOUNTS, _P.KEEP_STATIONS}),
    Role.SYSTEM: frozenset(),
}
