"""What a survey of few people is worth: pure functions over two numbers."""

from math import sqrt

# Fewer people asked than this, and the rate alone says more than is known.
FEW = 100
# The 97.5 % point of the normal distribution: 95 % lie between it and its negative.
_Z = 1.959963984540054


def wilson(satisfied: int, respondents: int) -> tuple[float, float]:
    """The 95 % interval of Wilson's score (1927) for a share, as two numbers from 0 to 1. It holds
    for small groups too, and never leaves 0 to 1. `respondents` is at least 1."""
    share, z2 = satisfied / respondents, _Z * _Z / respondents
    middle = share + z2 / 2
    reach = _Z * sqrt((share * (1 - share) + z2 / 4) / respondents)
    return max(0.0, (middle - reach) / (1 + z2)), min(1.0, (middle + reach) / (1 + z2))


def is_few(respondents: int | None) -> bool:
    return respondents is not None and 0 < respondents < FEW


def interval(satisfied: int | None, respondents: int | None) -> str:
    """The interval in per cent, as pages write it, where few were asked; else nothing."""
    if not respondents or not is_few(respondents):
        return ""
    low, high = wilson(satisfied or 0, respondents)
    return f"{100 * low:.1f}–{100 * high:.1f}%"
