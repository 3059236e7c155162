"""汇报的图画成 SVG：一根一根的，数写在旁边；只算位置，写成什么由模板定。"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from perfxl.plans.report import ChartPoint, ReportChart

_WIDTH, _TALL = 480, 250
# 横着画的：名称占的宽、一根的高。
_LABEL, _STEP = 208, 24
_VALUE = 62
_LONGEST = 16


@dataclass(frozen=True)
class Bar:
    """一根：方块，名称和数写在哪里。``short`` 是放得下的名称。"""

    label: str
    short: str
    value: str
    colour: str
    x: float
    y: float
    width: float
    height: float
    label_x: float
    label_y: float
    label_anchor: str
    value_x: float
    value_y: float
    value_anchor: str


@dataclass(frozen=True)
class DrawnChart:
    """画好的一张图；``axis`` 是底线的两头。一根也没有的不画。"""

    title: str
    said: str
    label: str
    unit: str
    width: int
    height: int
    bars: tuple[Bar, ...]
    axis: tuple[float, float, float, float]


def drawn(chart: ReportChart) -> DrawnChart:
    """各根照最大的数量长短。"""
    points = chart.points
    height = 10 + _STEP * len(points) if chart.horizontal else _TALL
    bars = _lying(points, chart.colour) if chart.horizontal else _standing(points, chart.colour)
    bottom = _TALL - 28
    axis = (_LABEL, 2, _LABEL, height - 4) if chart.horizontal else (0, bottom, _WIDTH, bottom)
    return DrawnChart(
        chart.title,
        chart.said,
        chart.label,
        chart.unit,
        _WIDTH,
        height,
        tuple(bars),
        axis,
    )


def _standing(points: Sequence[ChartPoint], colour: str) -> list[Bar]:
    step = _WIDTH / max(len(points), 1)
    room, bottom = _TALL - 28 - 24, _TALL - 28
    found = []
    for place, (point, share) in enumerate(zip(points, _shares(points), strict=True)):
        tall, middle = room * share, step * (place + 0.5)
        found.append(
            Bar(
                point.label,
                _short(point.label),
                _said(point.value),
                point.colour or colour,
                x=_round(middle - step * 0.32),
                y=_round(bottom - tall),
                width=_round(step * 0.64),
                height=_round(tall),
                label_x=_round(middle),
                label_y=_TALL - 9,
                label_anchor="middle",
                value_x=_round(middle),
                value_y=_round(bottom - tall - 6),
                value_anchor="middle",
            )
        )
    return found


def _lying(points: Sequence[ChartPoint], colour: str) -> list[Bar]:
    room = _WIDTH - _LABEL - _VALUE
    found = []
    for place, (point, share) in enumerate(zip(points, _shares(points), strict=True)):
        top, long = 4 + _STEP * place, room * share
        found.append(
            Bar(
                point.label,
                _short(point.label),
                _said(point.value),
                point.colour or colour,
                x=_LABEL,
                y=top,
                width=_round(long),
                height=_STEP - 8,
                label_x=_LABEL - 6,
                label_y=top + 13,
                label_anchor="end",
                value_x=_round(_LABEL + long + 5),
                value_y=top + 13,
                value_anchor="start",
            )
        )
    return found


def _shares(points: Sequence[ChartPoint]) -> list[float]:
    most = max((point.value for point in points), default=0)
    return [float(point.value / most) if most else 0.0 for point in points]


def _round(number: float) -> float:
    return round(number, 1)


def _short(label: str) -> str:
    return label if len(label) <= _LONGEST else f"{label[: _LONGEST - 1]}…"


def _said(value: Decimal | int) -> str:
    if isinstance(value, int):
        return f"{value:,}"
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
