"""Figures -> PPTX: one slide each, with a native chart that can be edited, and its sources in the notes."""

import io
from collections.abc import Sequence
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.enum.dml import MSO_LINE
from pptx.enum.text import PP_ALIGN
from pptx.util import Inches, Pt

from observatory.exports.edition import Edition, about
from observatory.exports.native import Plotted, plotted
from observatory.exports.pdf import png
from observatory.exports.svg import DRAWN, picture
from observatory.figures.chart import Chart, Kind
from observatory.figures.theme import Look

WIDE, TALL = Inches(13.333), Inches(7.5)
_TITLE_ONLY = 5  # of the layouts of python-pptx's own template
_LEFT, _SPAN = Inches(0.6), Inches(12.1)
_TYPES = {
    Kind.LINES: XL_CHART_TYPE.LINE_MARKERS,
    Kind.MULTIPLES: XL_CHART_TYPE.LINE_MARKERS,
    Kind.STACK: XL_CHART_TYPE.COLUMN_STACKED,
    Kind.BARS: XL_CHART_TYPE.BAR_CLUSTERED,
}
_NUMBER = "#,##0.###"
_PICTURE = 700.0  # pixels across
_ROOM = 0.38  # of its width, how tall a picture may be
_SHORT = 80  # letters of a title on two lines


def slides(charts: Sequence[Chart], look: Look, edition: Edition) -> bytes:
    """A presentation of the charts, one slide each."""
    deck = begun(charts[0].title if charts else "", charts[0].language if charts else "")
    for chart in charts:
        add(deck, chart, look, edition)
    return written(deck)


def begun(title: str, language: str) -> Any:
    """An empty presentation, wide."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDE, TALL
    deck.core_properties.title, deck.core_properties.language = title, language
    return deck


def written(deck: Any) -> bytes:
    """The file of a presentation."""
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def words(deck: Any, title: str, lines: Sequence[str], look: Look) -> Any:
    """A slide of words alone."""
    slide = _titled(deck, title, look)
    below = slide.shapes.add_textbox(_LEFT, Inches(1.6), _SPAN, Inches(5))
    _write(below.text_frame, lines, size=18, colour=look.text)
    return slide


def add(deck: Any, chart: Chart, look: Look, edition: Edition, *, above: str = "", notes: Sequence[str] = ()) -> None:
    """One slide: the sentence, a native chart or, of a kind that none draws, a picture; sources in the notes."""
    slide = _titled(deck, chart.title, look)
    scope = slide.shapes.add_textbox(_LEFT, Inches(1.35), _SPAN, Inches(0.5))
    _write(scope.text_frame, [" · ".join(part for part in (above, chart.subtitle) if part)], size=12, colour=look.muted)
    drawn = plotted(chart, look)
    if drawn is not None:
        _chart(slide, chart, drawn)
    elif chart.kind in DRAWN:
        _picture(slide, chart, look)
    source = slide.shapes.add_textbox(_LEFT, Inches(6.75), _SPAN, Inches(0.6))
    lines = [line for line in (chart.perimeter_line, chart.source_line) if line]
    _write(source.text_frame, lines, size=12, colour=look.muted)
    slide.notes_slide.notes_text_frame.text = "\n".join([*notes, *about(chart, edition)])


def _titled(deck: Any, title: str, look: Look) -> Any:
    slide = deck.slides.add_slide(deck.slide_layouts[_TITLE_ONLY])
    placed = slide.shapes.title
    placed.left, placed.top, placed.width, placed.height = _LEFT, Inches(0.3), _SPAN, Inches(1.1)
    _write(placed.text_frame, [title], size=28 if len(title) <= _SHORT else 20, colour=look.accent, bold=True)
    placed.text_frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    return slide


def _picture(slide: Any, chart: Chart, look: Look) -> None:
    """What no office suite draws by itself, as large as its room."""
    drawn = picture(chart, look, width=_PICTURE, tallest=_PICTURE * _ROOM)
    shown = io.BytesIO(png(drawn.svg, width=drawn.width, height=drawn.height))
    placed = slide.shapes.add_picture(shown, _LEFT, Inches(2), width=_SPAN)
    placed._element.nvPicPr.cNvPr.set("descr", chart.alt)  # noqa: SLF001 - as above


def _write(frame: Any, lines: Sequence[str], *, size: int, colour: str, bold: bool = False) -> None:
    frame.word_wrap = True
    for at, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = line
        run.font.size, run.font.bold, run.font.color.rgb = Pt(size), bold, RGBColor.from_string(colour[1:])


def _chart(slide: Any, chart: Chart, drawn: Plotted) -> None:
    numbers = CategoryChartData(number_format=_NUMBER)
    numbers.categories = drawn.categories
    for column in drawn.columns:
        numbers.add_series(column.label, column.values)
    placed = slide.shapes.add_chart(_TYPES[chart.kind], _LEFT, Inches(2), _SPAN, Inches(4.7), numbers)
    placed._element.nvGraphicFramePr.cNvPr.set("descr", chart.alt)  # noqa: SLF001 - the library has no name for it
    made = placed.chart
    made.has_title = False
    made.font.size = Pt(14)
    made.has_legend = len(drawn.columns) > 1
    if made.has_legend:
        made.legend.position, made.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    if chart.base_year is None:
        made.value_axis.minimum_scale = 0
    made.value_axis.major_gridlines.format.line.color.rgb = RGBColor.from_string("E8EAED")
    made.value_axis.has_title = True
    made.value_axis.axis_title.text_frame.text = chart.unit
    made.category_axis.reverse_order = chart.kind is Kind.BARS
    for column, series in zip(drawn.columns, made.plots[0].series, strict=True):
        _ink(series, RGBColor.from_string(column.colour[1:]), is_line=_TYPES[chart.kind] is XL_CHART_TYPE.LINE_MARKERS)
        if column.is_dashed:
            series.format.line.dash_style = MSO_LINE.DASH


def _ink(series: Any, colour: RGBColor, *, is_line: bool) -> None:
    if not is_line:
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = colour
        return
    series.smooth = False
    series.format.line.color.rgb, series.format.line.width = colour, Pt(2.5)
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.rgb = colour
    series.marker.format.line.color.rgb = colour
