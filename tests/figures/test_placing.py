"""Where ticks, names and labels stand."""

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from observatory.figures.breaks import break_labels
from observatory.figures.placing import apart, stands, swarm, text_width, ticks, wrap, year_ticks
from tests.figures.charts import cut

PIXELS = st.floats(0, 300)
WORDS = st.lists(st.text("abcdefgh-", min_size=1, max_size=12), min_size=1, max_size=12)


@given(st.lists(PIXELS, max_size=8))
def test_names_never_overlap(wanted: list[float]) -> None:
    """Eight names of 20 pixels in 300 stand inside, in the order of their lines, 20 pixels apart at least."""
    placed = apart(wanted, [20.0] * len(wanted), low=0, high=300)
    ordered = sorted(placed)
    assert all(after - before >= 20 - 1e-6 for before, after in itertools.pairwise(ordered))
    assert all(10 - 1e-6 <= centre <= 290 + 1e-6 for centre in placed)
    assert [placed[at] for at in sorted(range(len(wanted)), key=lambda at: wanted[at])] == ordered


def test_names_that_have_room_stay_at_their_line() -> None:
    """Where nothing is near, a name stands where its line ends."""
    assert apart([50, 200], [20, 20], low=0, high=300) == [50, 200]


@given(WORDS)
def test_wrapping_loses_no_letter(words: list[str]) -> None:
    """A wrapped text has all its letters, in their order."""
    text = " ".join(words)
    assert "".join(wrap(text, 10)).replace(" ", "") == text.replace(" ", "")


@given(st.lists(st.tuples(PIXELS, st.floats(1, 150)), max_size=6))
def test_labels_of_one_row_never_meet(asked: list[tuple[float, float]]) -> None:
    """Two labels of one row have their boxes apart, on whichever side of their line."""
    places, widths = [place for place, _ in asked], [width for _, width in asked]
    boxes: dict[int, list[tuple[float, float]]] = {}
    for place, width, stand in zip(places, widths, stands(places, widths, total=300), strict=True):
        left = place if stand.on_the_right else place - width
        boxes.setdefault(stand.row, []).append((left, left + width))
    for row in boxes.values():
        ordered = sorted(row)
        assert all(one[1] <= other[0] + 1e-6 for one, other in itertools.pairwise(ordered))


def test_causes_of_breaks_stay_on_a_phone() -> None:
    """On a plot of 180 pixels with 45 on its left and 130 on its right, no cause of any year leaves the figure."""
    years = list(range(2011, 2024))
    for year in years[1:]:
        text = "2018 : le gestionnaire GreenAlp entre dans les données"
        (label,) = break_labels([cut(year, text)], years)
        at = (label.x - 2011) / 12 * 180
        width = max(text_width(line, 11) for line in label.lines)
        left = at if label.on_the_right else at - width
        assert left >= -45
        assert left + width <= 180 + 130


def test_two_causes_of_one_year_are_both_told() -> None:
    """Breaks of two carriers in one year share a line and keep their two causes; the same cause is told once."""
    (label,) = break_labels([cut(2021, "une"), cut(2021, "autre"), cut(2021, "une")], [2020, 2021, 2022])
    assert label.lines == ("une", "autre")


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6))
def test_ticks_cover_what_is_drawn(low: float, span: float) -> None:
    """The first tick is not above the lowest value, nor the last below the highest; there are eight at most."""
    found = ticks(low, low + span)
    assert found[0] <= low + 1e-6 * span + 1e-9
    assert found[-1] >= low + span - 1e-6 * span - 1e-9
    assert len(found) <= 8


@given(st.integers(1990, 2030), st.integers(0, 40))
def test_the_last_year_is_always_written(first: int, more: int) -> None:
    """Of any span of years six at most are written, and the last is one of them."""
    found = year_ticks(first, first + more)
    assert found[-1] == first + more
    assert len(found) <= 6


def test_the_same_communes_draw_the_same_swarm() -> None:
    """The height of a dot is computed, not drawn by lot."""
    values = np.array([3.0, 1.0, 1.01, 1.02, 2.0])
    assert swarm(values).tolist() == swarm(values).tolist()
    assert len({*swarm(values)[1:4].tolist()}) == 3
