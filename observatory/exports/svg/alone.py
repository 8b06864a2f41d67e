"""A figure as one SVG file that says by itself what it is: its sentence and scope above, its source below."""

from observatory.exports.edition import Edition, about
from observatory.exports.svg.ink import number, safe, write
from observatory.exports.svg.picture import picture
from observatory.figures.chart import Chart
from observatory.figures.placing import wrap
from observatory.figures.theme import Look

_TITLE, _SMALL, _STEP, _MARGIN = 18.0, 11.0, 1.3, 16.0
_LETTER = 0.5  # mean width of a letter over its size


def alone(chart: Chart, look: Look, edition: Edition, *, width: float) -> str:
    """The picture, with the title, description and number of this copy where a reader of the file looks for them."""
    inside = width - 2 * _MARGIN
    drawn = picture(chart, look, width=inside)
    above = [(line, _TITLE, look.text) for line in wrap(chart.title, int(inside / _TITLE / _LETTER))]
    above += [(line, _SMALL, look.muted) for line in wrap(chart.subtitle, int(inside / _SMALL / _LETTER))]
    around = [one for one in (chart.perimeter_line, chart.source_line) if one]
    below = [(line, _SMALL, look.muted) for one in around for line in wrap(one, int(inside / _SMALL / _LETTER))]
    head, top = _lines(above, _MARGIN)
    top += _SMALL
    foot, bottom = _lines(below, top + drawn.height + _SMALL)
    tall = bottom + _MARGIN
    inner = drawn.svg.replace("<svg ", f'<svg x="{number(_MARGIN)}" y="{number(top)}" ', 1)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" lang="{chart.language}" xml:space="preserve" '
        f'width="{number(width)}" height="{number(tall)}" viewBox="0 0 {number(width)} {number(tall)}" '
        f"font-family=\"'Source Sans Pro', 'Source Sans 3', sans-serif\"><title>{safe(chart.alt)}</title>"
        f"<desc>{safe(' · '.join(about(chart, edition)))}</desc>"
        f'<rect width="100%" height="100%" fill="{look.ground}"/>{head}{inner}{foot}</svg>'
    )


def _lines(found: list[tuple[str, float, str]], top: float) -> tuple[str, float]:
    """Lines one under the other, and where they end."""
    written = []
    for text, size, colour in found:
        shown = safe(text) if size == _SMALL else f"<b>{safe(text)}</b>"
        written.append(write(shown, _MARGIN, top, size=size, colour=colour))
        top += size * _STEP
    return "".join(written), top
