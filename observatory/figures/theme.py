"""Every colour of the product, and the dash and the symbol that go with it so that colour is never alone.

A chart names its colours (`carrier.gas`, `accent`, `grey.1`); a `Look` turns a name into the value that is legible on its
ground. The palette is written once, as chosen; where a value would fall under the contrast that WCAG asks, it is moved
towards black or white by the least step that reaches it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

FONT = '"Source Sans", "Source Sans Pro", "Segoe UI", "Helvetica Neue", "Liberation Sans", Arial, sans-serif'

GRAPHIC_CONTRAST = 3.0  # WCAG 2.1, 1.4.11: what a drawing needs against its ground
TEXT_CONTRAST = 4.5  # WCAG 2.1, 1.4.3: what small text needs

LIGHT_GROUND = "#FFFFFF"
DARK_GROUND = "#0E1117"
LINEAR_BELOW = 0.04045  # of the sRGB transfer function (WCAG 2.1, relative luminance)
DEFAULT_ACCENT = "#1B4D6B"

ACCENT = "accent"
HATCHED = frozenset({"sector.unspecified", "carrier.unspecified"})

# Okabe–Ito for most: told apart with deuteranopia and protanopia, and where two are not, their dashes differ.
PALETTE: Mapping[str, str] = {
    "sector.residential": "#0072B2",
    "sector.tertiary": "#56B4E9",
    "sector.road_transport": "#D55E00",
    "sector.other_transport": "#E69F00",
    "sector.agriculture": "#009E73",
    "sector.industry": "#CC79A7",
    "sector.energy_industry": "#7F7F7F",
    "sector.waste": "#8C6D31",
    "sector.unspecified": "#8A8A8A",
    "sector.international_transport": "#6B7280",
    "sector.biomass_co2": "#6B7280",
    "carrier.electricity": "#E69F00",
    "carrier.gas": "#0072B2",
    "carrier.oil_products": "#5E4B3C",
    "carrier.wood": "#009E73",
    "carrier.heat_network": "#CC79A7",
    "carrier.cold_network": "#56B4E9",
    "carrier.coal": "#333333",
    "carrier.biofuels": "#8FAF3D",
    "carrier.other_renewables": "#2CA58D",
    "carrier.unspecified": "#8A8A8A",
    "technology.photovoltaic": "#E69F00",
    "technology.wind": "#56B4E9",
    "technology.hydro": "#0072B2",
    "technology.bioenergy": "#009E73",
    "technology.cogeneration": "#CC79A7",
    "technology.other": "#8A8A8A",
    "status.reached": "#2E7D5B",
    "status.on_track": "#2E7D5B",
    "status.too_slow": "#B7791F",
    "status.far_off": "#B23B2E",
    "status.moving_away": "#7A1F1F",
    "status.uncertain": "#6B7280",
    "status.insufficient_points": "#6B7280",
    "status.past_due": "#6B7280",
    "status.no_deliberated_target": "#6B7280",
    "change.rise": "#D55E00",
    "change.fall": "#0072B2",
    "grey.1": "#6B7280",
    "grey.2": "#7F7F7F",
    "grey.3": "#8A8A8A",
    "others": "#8A8A8A",
}


# Short gaps: a long one would read as a year without data.
SOLID, DASH, DOT, LONGDASH = "solid", "7px,3px", "2px,2px", "14px,3px"
DASHDOT, LONGDASHDOT = "9px,3px,2px,3px", "14px,3px,2px,3px"


class Stroke(NamedTuple):
    """How a line is told from another without its colour."""

    dash: str
    symbol: str


STROKES: Mapping[str, Stroke] = {
    "sector.residential": Stroke(SOLID, "circle"),
    "sector.tertiary": Stroke(DASH, "square"),
    "sector.road_transport": Stroke(SOLID, "diamond"),
    "sector.other_transport": Stroke(DASH, "triangle-up"),
    "sector.agriculture": Stroke(SOLID, "triangle-down"),
    "sector.industry": Stroke(DOT, "pentagon"),
    "sector.energy_industry": Stroke(DASHDOT, "hexagon"),
    "sector.waste": Stroke(DOT, "star"),
    "sector.unspecified": Stroke(LONGDASH, "cross"),
    "sector.international_transport": Stroke(DASH, "x"),
    "sector.biomass_co2": Stroke(LONGDASHDOT, "hourglass"),
    "carrier.electricity": Stroke(SOLID, "circle"),
    "carrier.gas": Stroke(SOLID, "square"),
    "carrier.oil_products": Stroke(DASH, "diamond"),
    "carrier.wood": Stroke(SOLID, "triangle-up"),
    "carrier.heat_network": Stroke(DASH, "triangle-down"),
    "carrier.cold_network": Stroke(DOT, "pentagon"),
    "carrier.coal": Stroke(DOT, "hexagon"),
    "carrier.biofuels": Stroke(DASH, "star"),
    "carrier.other_renewables": Stroke(DASHDOT, "hourglass"),
    "carrier.unspecified": Stroke(LONGDASH, "cross"),
    "technology.photovoltaic": Stroke(SOLID, "circle"),
    "technology.wind": Stroke(DASH, "triangle-up"),
    "technology.hydro": Stroke(SOLID, "square"),
    "technology.bioenergy": Stroke(DOT, "diamond"),
    "technology.cogeneration": Stroke(DASHDOT, "hexagon"),
    "technology.other": Stroke(LONGDASH, "cross"),
    "change.rise": Stroke(SOLID, "triangle-up"),
    "change.fall": Stroke(SOLID, "triangle-down"),
    "grey.1": Stroke(SOLID, "square"),
    "grey.2": Stroke(DASH, "diamond"),
    "grey.3": Stroke(DOT, "triangle-up"),
    "others": Stroke(LONGDASHDOT, "bowtie"),
    ACCENT: Stroke(SOLID, "circle"),
}

# Amounts: Cividis (Nuñez, Anderton, Renslow 2018), made to read the same with and without colour-blindness.
CIVIDIS = (
    "#00224E", "#123570", "#3B496C", "#575D6D", "#707173", "#8A8678", "#A59C74", "#C3B369", "#E1CC55", "#FEE838",
)  # fmt: skip
# Changes, centred on zero: lower is blue, higher is orange; neither says good nor bad.
DIVERGING = ("#08519C", "#6BAED6", "#D9D9D9", "#F0A35E", "#A63603")


@dataclass(frozen=True)
class Look:
    """The ground that a figure stands on, and the values that its colours take there."""

    dark: bool
    accent: str
    ground: str
    text: str
    muted: str
    axis: str
    grid: str
    band: str  # the shaded middle of a distribution
    land: str  # a commune without data
    border: str  # between communes

    def colour(self, name: str) -> str:
        """What to draw with."""
        return legible(self._chosen(name), self.ground, GRAPHIC_CONTRAST)

    def ink(self, name: str) -> str:
        """What to write with, beside what is drawn in that colour."""
        return legible(self._chosen(name), self.ground, TEXT_CONTRAST)

    def scale(self, *, diverging: bool) -> tuple[str, ...]:
        """Stops from the lowest to the highest value: the furthest from the ground is the most."""
        if diverging:
            return DIVERGING
        return CIVIDIS if self.dark else CIVIDIS[::-1]

    def _chosen(self, name: str) -> str:
        return self.accent if name == ACCENT else PALETTE[name]


def look(accent: str = DEFAULT_ACCENT, *, dark: bool = False) -> Look:
    """The light or the dark look, with an agency's accent."""
    if dark:
        return Look(
            dark=True, accent=accent, ground=DARK_GROUND, text="#FAFAFA", muted="#A3A8B4", axis="#6F7686",
            grid="#2B303B", band="#262B36", land="#20242D", border="#5A6170",
        )  # fmt: skip
    return Look(
        dark=False, accent=accent, ground=LIGHT_GROUND, text="#262730", muted="#5B606B", axis="#8A8F99",
        grid="#E8EAED", band="#EEF1F4", land="#F1F2F4", border="#A9AEB8",
    )  # fmt: skip


def stroke(name: str) -> Stroke:
    """Dash and symbol of a colour's name."""
    return STROKES[name]


def contrast(one: str, other: str) -> float:
    """WCAG 2.1 contrast ratio of two colours, 1 to 21 (https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio).

    >>> round(contrast("#000000", "#FFFFFF"), 1)
    21.0
    """
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


@cache
def legible(colour: str, ground: str, ratio: float) -> str:
    """The colour itself where it reaches the contrast, else its nearest mix with black or white that does.

    >>> legible("#0072B2", "#FFFFFF", 3.0), legible("#E69F00", "#FFFFFF", 3.0)
    ('#0072B2', '#C68900')
    """
    end = "#000000" if contrast(ground, "#000000") > contrast(ground, "#FFFFFF") else "#FFFFFF"
    mixes = (mixed(colour, end, step / 100) for step in range(101))
    return next(mix for mix in mixes if contrast(mix, ground) >= ratio)


@cache
def mixed(colour: str, other: str, share: float) -> str:
    """A colour with a share (0..1) of another in it.

    >>> mixed("#000000", "#FFFFFF", 0.5)
    '#808080'
    """
    channels = zip(channels_of(colour), channels_of(other), strict=True)
    return "#" + "".join(f"{round(one + (two - one) * share):02X}" for one, two in channels)


def channels_of(colour: str) -> tuple[int, int, int]:
    """Red, green and blue, 0..255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    shares = (channel / 255 for channel in channels_of(colour))
    linear = (share / 12.92 if share <= LINEAR_BELOW else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return sum(weight * light for weight, light in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
