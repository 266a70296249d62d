"""Charts as SVG: plain values in, safe markup out. Colours come from classes (dashboard.css), so
that the strict policy allows them and paper shows them; each names itself to a screen reader, and
the page gives the same figures as text beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

_GAUGE_WIDTH, _GAUGE_HEIGHT = 300, 34
_TREND_WIDTH, _TREND_HEIGHT = 360, 190
_LEFT, _RIGHT, _TOP, _BOTTOM = 30, 14, 18, 164


@dataclass(frozen=True)
class Point:
    """One year of a trend; `value` and `target` in percent, None where there is none."""

    label: str
    value: float | None
    target: float | None = None


@dataclass(frozen=True)
class Stacked:
    """One column: how many of each part, from the bottom up."""

    label: str
    values: Sequence[int]

    @property
    def total(self) -> int:
        return sum(self.values)


# Points, each at its x.
_Placed = Sequence[tuple[float, Point]]


def bar(value: float | None, *, label: str, target: float | None = None) -> SafeString:
    """A bar of a table's row, as wide as its cell: 0 to 100, with a mark at the target."""
    return format_html(
        '<svg class="chart chart-bar" viewBox="0 0 100 10" preserveAspectRatio="none" role="img">'
        "<title>{}</title>"
        '<rect class="chart-track" width="100" height="10"/>'
        '<rect class="chart-fill" width="{}" height="10"/>{}</svg>',
        label,
        _short(_clamp(value, 100)),
        _mark(target, 100, 100, 10),
    )


def gauge(
    value: float | None, *, label: str, target: float | None = None, top: float = 100
) -> SafeString:
    """A value against its target on a scale from 0 to `top`, in percent."""
    width = _GAUGE_WIDTH
    ticks = format_html_join(
        "",
        '<text class="chart-text" x="{}" y="31" text-anchor="{}">{}</text>',
        (
            (0, "start", "0"),
            (width / 2, "middle", _short(top / 2)),
            (width, "end", f"{_short(top)}%"),
        ),
    )
    return format_html(
        '<svg class="chart chart-gauge" viewBox="0 0 {} {}" role="img">'
        "<title>{}</title><desc>{}</desc>"
        '<rect class="chart-track" y="4" width="{}" height="12"/>'
        '<rect class="chart-fill" y="4" width="{}" height="12"/>{}{}</svg>',
        width,
        _GAUGE_HEIGHT,
        label,
        _in_words(value, target),
        width,
        _short(_clamp(value, top) * width / top),
        _mark(target, top, width, 20),
        ticks,
    )


def trend(points: Sequence[Point], *, label: str) -> SafeString:
    """A line over the years from 0 to 100 percent, each year's target as a dash. A year without a
    value breaks the line."""
    placed = [(_x(i, len(points)), point) for i, point in enumerate(points)]
    return format_html(
        '<svg class="chart chart-trend" viewBox="0 0 {} {}" role="img">'
        "<title>{}</title><desc>{}</desc>{}{}{}{}{}</svg>",
        _TREND_WIDTH,
        _TREND_HEIGHT,
        label,
        "；".join(f"{p.label}：{_in_words(p.value, p.target)}" for p in points),
        _grid(),
        _targets(placed),
        _line(placed),
        _dots(placed),
        _labels([(x, p.label) for x, p in placed]),
    )


def columns(stacked: Sequence[Stacked], *, names: Sequence[str], label: str) -> SafeString:
    """Counts side by side, each column in its parts, which are called `names`; its total above."""
    top = max((column.total for column in stacked), default=0) or 1
    return format_html(
        '<svg class="chart chart-trend" viewBox="0 0 {} {}" role="img">'
        "<title>{}</title><desc>{}</desc>"
        '<path class="chart-grid" d="M{} {}H{}"/>{}{}</svg>',
        _TREND_WIDTH,
        _TREND_HEIGHT,
        label,
        "；".join(f"{c.label}：{_parts_in_words(c.values, names)}" for c in stacked),
        _LEFT,
        _BOTTOM,
        _TREND_WIDTH - _RIGHT,
        format_html_join("", "{}", ((_column(c, i, stacked, top),) for i, c in enumerate(stacked))),
        _labels([(_x(i, len(stacked)), c.label) for i, c in enumerate(stacked)]),
    )


def stack(values: Sequence[int], *, names: Sequence[str], label: str, top: int) -> SafeString:
    """A bar of a table's row in its parts, as wide as its cell, on a scale from 0 to `top`."""
    edges = [100 * sum(values[:n]) / (top or 1) for n in range(len(values) + 1)]
    return format_html(
        '<svg class="chart chart-bar" viewBox="0 0 100 10" preserveAspectRatio="none" role="img">'
        "<title>{}：{}</title>{}</svg>",
        label,
        _parts_in_words(values, names),
        format_html_join(
            "",
            '<rect class="chart-part-{}" x="{}" width="{}" height="10"'
            ' vector-effect="non-scaling-stroke"/>',
            (
                (part, _short(edges[part]), _short(edges[part + 1] - edges[part]))
                for part, value in enumerate(values)
                if value
            ),
        ),
    )


def legend(names: Sequence[str]) -> SafeString:
    """What the parts of `columns` and `stack` are called."""
    return format_html(
        '<ul class="legend">{}</ul>',
        format_html_join(
            "",
            '<li><svg class="chart-key" viewBox="0 0 14 10" aria-hidden="true">'
            '<rect class="chart-part-{}" x="1" y="1" width="12" height="8"/></svg>{}</li>',
            enumerate(names),
        ),
    )


def percent(value: float | None) -> str:
    """71.4%, and 59.0% below it in a column; a dash where there is none."""
    return "—" if value is None else f"{value:.1f}%"


def _in_words(value: float | None, target: float | None) -> str:
    reached = "没有数据" if value is None else percent(value)
    return reached if target is None else f"{reached}，目标 {_short(target)}%"


def _parts_in_words(values: Sequence[int], names: Sequence[str]) -> str:
    return "，".join(f"{name} {value}" for name, value in zip(names, values, strict=True))


def _short(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


def _clamp(value: float | None, top: float) -> float:
    return min(max(value or 0, 0), top)


def _mark(target: float | None, top: float, width: float, height: float) -> SafeString:
    if target is None:
        return SafeString("")
    x = _short(_clamp(target, top) * width / top)
    return format_html(
        '<path class="chart-target" d="M{} 0V{}" vector-effect="non-scaling-stroke"/>', x, height
    )


def _x(index: int, count: int) -> float:
    inner = _TREND_WIDTH - _LEFT - _RIGHT
    return _LEFT + inner * (index + 0.5) / max(count, 1)


def _y(value: float) -> float:
    return _BOTTOM - (_BOTTOM - _TOP) * _clamp(value, 100) / 100


def _grid() -> SafeString:
    return format_html_join(
        "",
        '<path class="chart-grid" d="M{} {}H{}"/>'
        '<text class="chart-text" x="{}" y="{}" text-anchor="end">{}</text>',
        (
            (_LEFT, _y(level), _TREND_WIDTH - _RIGHT, _LEFT - 5, _y(level) + 4, level)
            for level in (0, 50, 100)
        ),
    )


def _targets(placed: _Placed) -> SafeString:
    return format_html_join(
        "",
        '<path class="chart-target" d="M{} {}H{}"/>',
        (
            (_short(x - 13), _short(_y(p.target)), _short(x + 13))
            for x, p in placed
            if p.target is not None
        ),
    )


def _line(placed: _Placed) -> SafeString:
    """A new piece begins after each year that has no value."""
    path, broken = [], True
    for x, point in placed:
        if point.value is not None:
            path.append(f"{'M' if broken else 'L'}{_short(x)} {_short(_y(point.value))}")
        broken = point.value is None
    return format_html('<path class="chart-line" d="{}"/>', "".join(path))


def _dots(placed: _Placed) -> SafeString:
    return format_html_join(
        "",
        '<circle class="chart-dot" cx="{}" cy="{}" r="3.5"/>'
        '<text class="chart-value" x="{}" y="{}" text-anchor="middle">{}</text>',
        (
            (
                _short(x),
                _short(_y(p.value)),
                _short(x),
                _short(_beside(p.value, p.target)),
                f"{p.value:.0f}",
            )
            for x, p in placed
            if p.value is not None
        ),
    )


def _beside(value: float, target: float | None) -> float:
    """Where a value is written: over its dot, or under it where the target's dash is in the way."""
    in_the_way = target is not None and 0 < target - value < 16
    return _y(value) + (17 if in_the_way else -8)


def _labels(placed: Sequence[tuple[float, str]]) -> SafeString:
    return format_html_join(
        "",
        '<text class="chart-text" x="{}" y="{}" text-anchor="middle">{}</text>',
        ((_short(x), _TREND_HEIGHT - 8, label) for x, label in placed),
    )


def _column(column: Stacked, index: int, among: Sequence[Stacked], top: int) -> SafeString:
    """Its total stands above it."""
    x = _x(index, len(among))
    edges = [_y(100 * sum(column.values[:n]) / top) for n in range(len(column.values) + 1)]
    return format_html(
        '{}<text class="chart-value" x="{}" y="{}" text-anchor="middle">{}</text>',
        format_html_join(
            "",
            '<rect class="chart-part-{}" x="{}" y="{}" width="16" height="{}"/>',
            (
                (
                    part,
                    _short(x - 8),
                    _short(edges[part + 1]),
                    _short(edges[part] - edges[part + 1]),
                )
                for part, value in enumerate(column.values)
                if value
            ),
        ),
        _short(x),
        _short(edges[-1] - 4),
        column.total,
    )
