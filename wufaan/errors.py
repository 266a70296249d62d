"""What the user did that cannot be, told so that they can put it right."""

import errno
from collections.abc import Callable
from typing import ParamSpec


class DomainError(Exception):
    """Its text is Chinese and for the user: what was wrong, where, what to do. `field` names the
    input that it speaks of, where there is one; a form shows the text there."""

    def __init__(self, text: str, *, field: str | None = None) -> None:
        super().__init__(text)
        self.field = field


class AlreadyDone(DomainError):
    """The same person took the same step a moment ago: a form sent twice."""

    def __init__(self) -> None:
        super().__init__("这一步您刚才已经办过，没有重复办理。")


NOTHING_TICKED = "还没有勾选，请先勾选再办理。"

P = ParamSpec("P")


def refusals(check: Callable[P, object], *told: P.args, **how: P.kwargs) -> list[DomainError]:
    """What a check has against what it is told: nothing, or the error that it raises. For whoever
    tells every error at once."""
    try:
        check(*told, **how)
    except DomainError as error:
        return [error]
    return []


def why_not(error: OSError) -> str:
    """What the operating system means, in Chinese."""
    return _REASONS.get(error.errno or 0, error.strerror or str(error))


_REASONS = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENOTDIR: "路径里有一段不是文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.ENOSPC: "空间不够",
    errno.EROFS: "是只读的",
}
