"""Which drawing each kind of chart has; what it draws may be shown by Plotly or traced in a document."""

from collections.abc import Mapping
from typing import Protocol

from observatory.figures import bars, funnel, lines, maps, multiples, spark, stack, strip, waterfall
from observatory.figures.axes import Drawing
from observatory.figures.chart import Chart, Kind
from observatory.figures.theme import Look


class Draw(Protocol):
    """One module per kind of figure has one."""

    def __call__(self, chart: Chart, look: Look, *, height: float | None = None) -> Drawing:
        """Traces and layout of a chart on a ground."""


DRAWS: Mapping[Kind, Draw] = {
    Kind.LINES: lines.draw,
    Kind.MULTIPLES: multiples.draw,
    Kind.STACK: stack.draw,
    Kind.BARS: bars.draw,
    Kind.WATERFALL: waterfall.draw,
    Kind.STRIP: strip.draw,
    Kind.MAP: maps.draw,
    Kind.FUNNEL: funnel.draw,
    Kind.SPARK: spark.draw,
}
