"""Colours, told apart by everybody."""

import itertools

import numpy as np
import numpy.typing as npt
import pytest

from observatory.figures.theme import DARK_GROUND, LIGHT_GROUND, PALETTE, STROKES, channels_of, contrast, look

Matrix = npt.NDArray[np.float64]

# Machado, Oliveira, Fernandes 2009 (https://doi.org/10.1109/TVCG.2009.113), severity 1, on linear light.
SIGHTS = {
    "all cones": np.eye(3),
    "protanopia": np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
    "deuteranopia": np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]),
}  # fmt: skip
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
WHITE = np.array([0.95047, 1.0, 1.08883])
FAR_APART = 20.0  # CIE 1976 ΔE; about 2 is the least that a trained eye sees side by side


def lab(colour: str, sight: Matrix) -> Matrix:
    """CIELAB of a colour as that sight sees it."""
    shares = np.array(channels_of(colour)) / 255
    linear = np.where(shares <= 0.04045, shares / 12.92, ((shares + 0.055) / 1.055) ** 2.4)
    part = TO_XYZ @ np.clip(sight @ linear, 0, 1) / WHITE
    root = np.where(part > 0.008856, np.cbrt(part), 7.787 * part + 16 / 116)
    return np.array([116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])])


def least_distance(one: str, other: str) -> float:
    """The least ΔE of two colours over all sights."""
    return min(float(np.linalg.norm(lab(one, sight) - lab(other, sight))) for sight in SIGHTS.values())


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("family", ["carrier.", "sector."])
def test_colours_that_some_eyes_confuse_have_other_dashes(family: str, dark: bool) -> None:
    """Two carriers, or two sectors, under ΔE 20 for some sight differ in dash, and all differ in symbol."""
    ground = look(dark=dark)
    # « autres » stands beside them; what is no part of the total never does: it has its own place.
    apart = {"sector.biomass_co2"}
    names = [name for name in PALETTE if name.startswith(family)]
    beside = [("others", name) for name in names if name not in apart]
    for one, other in [*itertools.combinations(names, 2), *beside]:
        assert STROKES[one].symbol != STROKES[other].symbol
        if least_distance(ground.colour(one), ground.colour(other)) < FAR_APART:
            assert STROKES[one].dash != STROKES[other].dash, (one, other)


def test_which_colours_were_moved() -> None:
    """The palette is the one that was chosen, but for the values that would not stand out from a ground."""
    moved = {
        (name, on.ground, on.colour(name))
        for on in (look(), look(dark=True))
        for name in PALETTE
        if on.colour(name) != PALETTE[name]
    }
    assert moved == {
        ("sector.tertiary", LIGHT_GROUND, "#4B9DCB"),
        ("carrier.cold_network", LIGHT_GROUND, "#4B9DCB"),
        ("sector.other_transport", LIGHT_GROUND, "#C68900"),
        ("carrier.electricity", LIGHT_GROUND, "#C68900"),
        ("carrier.biofuels", LIGHT_GROUND, "#829F38"),
        ("technology.wind", LIGHT_GROUND, "#4B9DCB"),
        ("technology.photovoltaic", LIGHT_GROUND, "#C68900"),
        ("carrier.oil_products", DARK_GROUND, "#6E5D50"),
        ("carrier.coal", DARK_GROUND, "#606060"),
        ("status.moving_away", DARK_GROUND, "#954C4C"),
    }


@pytest.mark.parametrize("accent", ["#1B4D6B", "#FFD500", "#FFFFFF", "#000000"])
@pytest.mark.parametrize("dark", [False, True])
def test_any_agency_accent_is_legible(accent: str, dark: bool) -> None:
    """Whatever an agency chooses, its accent draws at 3:1 and writes at 4.5:1."""
    ground = look(accent, dark=dark)
    assert contrast(ground.colour("accent"), ground.ground) >= 3.0
    assert contrast(ground.ink("accent"), ground.ground) >= 4.5


@pytest.mark.parametrize("dark", [False, True])
def test_small_words_are_legible(dark: bool) -> None:
    """What is written in grey or in a series' colour has a contrast of 4.5:1 at least."""
    ground = look(dark=dark)
    written = [ground.text, ground.muted, *(ground.ink(name) for name in PALETTE)]
    assert min(contrast(colour, ground.ground) for colour in written) >= 4.5
