"""Charts traced as SVG: what is drawn, and what no drawing may do."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest

from observatory.exports.letters import MISSING, legible
from observatory.exports.svg import Picture, picture
from observatory.exports.svg.widths import width
from observatory.figures.chart import APART, TOTAL, Chart, Curve, Kind, Mark, MarkKind, State
from observatory.figures.theme import look
from tests.figures.charts import charted, communes, cut, series, sized

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '<script>alert("&")</script>'


@dataclass(frozen=True)
class Box:
    """Where one text stands."""

    text: str
    left: float
    right: float
    top: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Whether two texts overlap by more than a pixel."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > 1 and down > 1


def boxes(drawn: Picture) -> list[Box]:
    return list(_boxes(ET.fromstring(drawn.svg)))  # noqa: S314 - our own


def _boxes(root: ET.Element) -> Iterator[Box]:
    for one in root.iter(f"{SVG}text"):
        size, text = float(one.get("font-size", "0")), one.text or ""
        wide = width(text, size, bold=one.get("font-weight") is not None)
        x = float(one.get("x", "0")) - wide * {"start": 0.0, "middle": 0.5, "end": 1.0}[one.get("text-anchor", "start")]
        y = float(one.get("y", "0"))
        yield Box(text, x, x + wide, y - 0.72 * size, y + 0.2 * size)


def paths(drawn: Picture, colour: str) -> list[str]:
    root = ET.fromstring(drawn.svg)  # noqa: S314 - our own
    return [
        one.get("d", "")
        for one in root.iter(f"{SVG}path")
        if one.get("stroke") == colour and "Z" not in one.get("d", "")
    ]


def lines(*values: float | None, marks: Sequence[Mark] = (), **more: object) -> Chart:
    return charted(Kind.LINES, series("gas", values, label="gaz", **more), marks=tuple(marks))


MANY = charted(
    Kind.LINES,
    *[
        series(key, [level, level + 1, level + 2, level], colour=f"carrier.{key}", label=f"{key} au nom assez long")
        for level, key in enumerate(("gas", "electricity", "wood", "coal", "biofuels", "heat_network"))
    ],
    marks=(cut(2021, "le gestionnaire local entre dans les données"), cut(2022, "années manquantes")),
)
BARS = charted(
    Kind.BARS,
    *[
        series(
            "gas",
            [120.0],
            highs=[150.0],
            colour="sector.industry",
            label="industrie (hors branche énergie)",
            texts=("≥ 120 GWh · 80 %",),
        ),
        series("wood", [30.0], colour="sector.unspecified", label="secteur non précisé", texts=("30 GWh · 20 %",)),
        series("none", [None], colour="sector.waste", label="déchets", texts=("non publié",)),
        series("co2", [5.0], colour="sector.biomass_co2", label="CO₂ de la biomasse", group=APART, texts=("5 GWh",)),
    ],
)
STRIP = charted(
    Kind.STRIP,
    *[
        communes("others", {f"3800{at}": 1.0 + at / 10 for at in range(9)}),
        communes("chosen", {"38151": 1.45}, emphasis=True),
    ],
    marks=(Mark(1.2, "la moitié centrale", MarkKind.BAND, x_end=1.6), Mark(1.4, "médiane : 1,4", MarkKind.MEDIAN)),
)
PANELS = charted(
    Kind.MULTIPLES,
    *[
        series(key, [1.0, 2.0, None, 2.0], colour=f"sector.{key}", label=key)
        for key in ("tertiary", "residential", "waste")
    ],
)
FALL = charted(
    Kind.WATERFALL,
    series("first", [40.0], label="Total de 2018", group=TOTAL, texts=("40 GWh",), colour="accent"),
    series("use", [-4.0], label="Usages par habitant, à climat normal", texts=("▼ −4 GWh",), colour="change.fall"),
    series("last", [36.0], highs=[38.0], label="Total de 2023", group=TOTAL, texts=("≥ 36 GWh",), colour="accent"),
)
FUNNEL = charted(
    Kind.FUNNEL,
    sized("others", {f"3800{at}": (200.0 * 4**at, 1.0 + at / 2) for at in range(5)}),
    sized("chosen", {"38151": (160_000.0, 1.2)}, emphasis=True),
    curves=tuple(
        Curve(level, (100.0, 1_000.0, 100_000.0), (2 + side * 5, 2 + side * 2, 2 + side))
        for level, side in ((0.0, 0.0), (0.95, -0.4), (0.95, 0.4))
    ),
    x_title="habitants",
)
MAP = charted(
    Kind.MAP,
    communes("others", {"38185": 1.0, "38169": 3.0, "38158": None}),
    communes("chosen", {"38151": 2.0}, emphasis=True),
    geometry={"38": "/app/static/geo/communes-38-cog2026.geojson"},
)
CHARTS = {
    "waterfall": FALL,
    "funnel": FUNNEL,
    "map": MAP,
    "lines": MANY,
    "bars": BARS,
    "strip": STRIP,
    "multiples": PANELS,
}


@pytest.mark.parametrize("wide", [330.0, 680.0])
@pytest.mark.parametrize("name", CHARTS)
def test_every_text_stands_inside_the_picture(name: str, wide: float) -> None:
    """No text is cut by the picture's edge, on a whole page or on half of one."""
    drawn = picture(CHARTS[name], look(), width=wide)
    for box in boxes(drawn):
        assert -1 <= box.left < box.right <= drawn.width + 1, box
        assert -1 <= box.top < box.bottom <= drawn.height + 1, box


@pytest.mark.parametrize("wide", [330.0, 680.0])
@pytest.mark.parametrize("name", CHARTS)
def test_no_text_stands_on_another(name: str, wide: float) -> None:
    """Names, values, ticks and causes of breaks never overlap."""
    found = boxes(picture(CHARTS[name], look(), width=wide))
    assert len(found) > 5
    assert [(one.text, other.text) for one, other in combinations(found, 2) if one.meets(other)] == []


def test_no_stroke_crosses_a_break_or_a_gap() -> None:
    """Two years, a break, three years with a hole: one stroke of two points and one of two; a lone year has none."""
    drawn = picture(lines(1.0, 2.0, 3.0, 4.0, None, 5.0, marks=[cut(2022)]), look(), width=400)
    strokes = paths(drawn, look().colour("carrier.gas"))
    assert [path.count("L") for path in strokes] == [1, 1]


def test_what_is_hidden_is_a_band() -> None:
    """A lower bound has the order of what is withheld drawn above it, lighter."""
    plain, banded = (picture(lines(1.0, 2.0, highs=highs), look(), width=400) for highs in (None, [1.0, 3.0]))
    assert 'fill-opacity="0.3"' in banded.svg
    assert 'fill-opacity="0.3"' not in plain.svg


def test_values_stand_at_their_height() -> None:
    """On an axis from 0 to 4, the mark of 2 stands halfway between the lines of 0 and 4."""
    drawn = picture(lines(2.0, 4.0), look(), width=400)
    root = ET.fromstring(drawn.svg)  # noqa: S314 - our own
    marks = [one for one in root.iter(f"{SVG}path") if one.get("fill") == look().colour("carrier.gas")]
    heights = [float(re.match(r"M[\d.]+ ([\d.]+)", one.get("d", ""))[1]) for one in marks]  # type: ignore[index]
    grid = sorted({float(one.get("y1", "0")) for one in root.iter(f"{SVG}line") if one.get("y1") == one.get("y2")})
    top, foot = heights[1], grid[-1]
    assert heights[0] - top == pytest.approx((foot - grid[0]) / 2, abs=0.02)


def test_bars_keep_their_proportion() -> None:
    """A value of 120 is drawn four times as long as one of 30, and what it hides a quarter of itself."""
    root = ET.fromstring(picture(BARS, look(), width=600).svg)  # noqa: S314 - our own
    wide = [float(one.get("width", "0")) for one in root.iter(f"{SVG}rect")]
    assert wide[0] / wide[1] == pytest.approx(4, rel=0.01)
    assert wide[4] / wide[0] == pytest.approx(0.25, rel=0.01)


def test_unspecified_is_hatched() -> None:
    """What nobody could attribute is hatched, in black and white too."""
    assert 'fill="url(#bars0-1)"' in picture(BARS, look(), width=600).svg


def test_key_can_stand_apart() -> None:
    """A document writes what signs mean under the drawing, which is shorter by it."""
    chart = lines(1.0, None, 2.0, states={2021: State.WITHHELD})
    inside, apart = (picture(chart, look(), width=400, key_apart=one) for one in (False, True))
    assert apart.key == "×\u00a0non\u00a0publié"
    assert apart.height < inside.height
    assert any("non" in box.text for box in boxes(inside))
    assert not any("non" in box.text for box in boxes(apart))


def test_a_picture_is_no_taller_than_asked() -> None:
    """A figure gives up height where a page lacks it."""
    assert picture(MANY, look(), width=680, tallest=200).height == 200


def test_a_hostile_name_is_text() -> None:
    """Markup in a commune's name is written, never read."""
    chart = charted(
        Kind.LINES, series("gas", [1.0, 2.0], label=HOSTILE), series("wood", [1.0, 2.0], colour="carrier.wood")
    )
    root = ET.fromstring(picture(chart, look(), width=680).svg)  # noqa: S314 - our own
    assert not [one for one in root.iter() if "script" in one.tag]
    assert "<script>" in "".join(root.itertext())


def test_letters_that_no_font_has_become_boxes() -> None:
    """A document that could not write a letter would not be made at all: a box stands in its place."""
    assert legible("Échirolles 漢 😀 \x07 tCO₂e") == f"Échirolles {MISSING} {MISSING} {MISSING} tCO₂e"


def outlines(drawn: Picture, fill: str) -> list[list[tuple[float, float]]]:
    """The closed lines filled with a colour."""
    root = ET.fromstring(drawn.svg)  # noqa: S314 - our own
    found = [one.get("d", "") for one in root.iter(f"{SVG}path") if one.get("fill") == fill]
    return [[(float(x), float(y)) for x, y in re.findall(r"([\d.]+) ([\d.]+)", path)] for path in found]


def test_an_effect_starts_where_the_total_ends() -> None:
    """From 40, a fall of 4 spans from nine tenths of the first bar to its end."""
    root = ET.fromstring(picture(FALL, look(), width=680).svg)  # noqa: S314 - our own
    bars = {
        one.get("fill"): (float(one.get("x", "0")), float(one.get("width", "0"))) for one in root.iter(f"{SVG}rect")
    }
    left, wide = bars[look().colour("accent")]
    start, fall = bars[look().colour("change.fall")]
    first = fall * 10
    assert start + fall == pytest.approx(left + first, abs=0.1)
    assert wide == pytest.approx(first * 0.9, abs=0.1)  # the last total, drawn after the first


def test_a_size_stands_by_its_power_of_ten() -> None:
    """On the axis of inhabitants, 1 000 and 100 000 are equally far from 10 000."""
    drawn = picture(FUNNEL, look(), width=680)
    at = {re.sub(r"\D", "", box.text): (box.left + box.right) / 2 for box in boxes(drawn)}
    ticks = [at[one] for one in ("1000", "10000", "100000")]
    assert ticks[1] - ticks[0] == pytest.approx(ticks[2] - ticks[1], abs=0.2)


def test_a_limit_stops_at_the_edge_of_the_plot() -> None:
    """A limit that leaves the plot is cut there: no stroke or ground stands over the unit."""
    drawn = picture(FUNNEL, look(), width=680)
    top = min(float(one.get("y1", "0")) for one in ET.fromstring(drawn.svg).iter(f"{SVG}line"))  # noqa: S314
    heights = [
        y for path in re.findall(r' d="M([^"]+)"', drawn.svg) for _, y in re.findall(r"([\d.]+) (-?[\d.]+)", path)
    ]
    assert min(map(float, heights)) >= top - 8


def test_a_map_has_each_commune_in_its_colour() -> None:
    """Ends of the scale for the least and the most, a sign where there is no value, the chosen one outlined last."""
    drawn = picture(MAP, look(), width=680)
    scale = look().scale(diverging=False)
    low, high = outlines(drawn, scale[0]), outlines(drawn, scale[-1])
    assert [len(low), len(high)] == [1, 1]
    middle = [sum(x for x, _ in ring) / len(ring) for ring in (low[0], high[0])]
    assert middle[1] < middle[0]  # Fontaine is west of Grenoble
    assert outlines(drawn, look().land)
    assert drawn.svg.rindex(f'stroke="{look().colour("accent")}"') > drawn.svg.rindex(f'stroke="{look().border}"')


def test_a_map_of_elsewhere_is_its_scale_alone() -> None:
    """Where no contours were built, nothing is drawn that could be taken for a commune."""
    drawn = picture(replace(MAP, geometry={"42": "communes-42-none.geojson"}), look(), width=680)
    assert "<path" not in drawn.svg
