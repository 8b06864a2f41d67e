"""Threshold secrecy: the rules on R28, and tables from which nothing withheld can be worked out."""

from itertools import product

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from observatory.methods.disclosure import TOTAL, Rules, publishable, suppress

FIRMS = Rules(minimum_points=0, minimum_units=3, maximum_share=0.85)
HOMES = Rules(minimum_points=11, minimum_units=0, maximum_share=1.0)
Cell = tuple[str, str, float, int]


def published(*contributions: float) -> bool:
    values = np.array(contributions)
    count = np.array([values.size])
    return bool(publishable(values.sum(keepdims=True), count, count, values.max(keepdims=True), rules=FIRMS)[0])


def homes(*cells: Cell) -> pl.DataFrame:
    """Cells of (row, column, value, delivery points); each point is a home of the same use."""
    frame = pl.DataFrame(cells, schema=["row", "column", "value", "points"], orient="row")
    return frame.with_columns(units="points", largest=pl.col("value") / pl.col("points").clip(1))


def withheld(frame: pl.DataFrame, rules: Rules) -> dict[tuple[str, str], str]:
    found = suppress(frame, rules).filter(pl.col("withheld").is_not_null())
    return {(row, column): why for row, column, why in found.select("row", "column", "withheld").rows()}


@pytest.mark.parametrize(
    ("contributions", "expected"),
    [((850.0, 100.0, 50.0), True), ((851.0, 100.0, 49.0), False), ((500.0, 500.0), False), ((0.0, 0.0, 0.0), True)],
)
def test_dominance_and_number_decide(contributions: tuple[float, ...], expected: bool) -> None:
    """R28: a largest share of 85 % is published, 85.1 % is not, nor are two firms; three that use nothing are."""
    assert published(*contributions) is expected


def test_a_table_that_breaks_no_rule_is_published_whole() -> None:
    """Cells, totals of rows and of columns, and the grand total, all with their value."""
    found = suppress(homes(("a", "x", 10.0, 20), ("a", "y", 30.0, 50), ("b", "x", 5.0, 11)), HOMES)
    assert found.filter(pl.col("withheld").is_not_null()).is_empty()
    totals = {(row, column): value for row, column, value, _ in found.rows()}
    assert (totals["a", TOTAL], totals[TOTAL, "x"], totals[TOTAL, TOTAL]) == (40.0, 15.0, 45.0)
    assert totals["b", "y"] == 0.0


def test_a_small_cell_takes_three_others_with_it() -> None:
    """Only (a, x) is small: one more in its row, one in its column and the one where those meet, the cheapest three."""
    cells = [(row, column, 100.0 + at, 40) for at, (row, column) in enumerate(product("abc", "xyz"))]
    cells[0] = ("a", "x", 1.0, 4)
    assert withheld(homes(*cells), HOMES) == {
        ("a", "x"): "primary",
        ("a", "y"): "secondary",
        ("b", "x"): "secondary",
        ("b", "y"): "secondary",
    }


def test_the_total_of_a_lone_small_cell_is_withheld() -> None:
    """Where a row is one small cell, its total is that cell: it goes, and the totals that would give it back."""
    found = withheld(homes(("a", "x", 1.0, 4), ("b", "x", 90.0, 40), ("b", "y", 80.0, 40)), HOMES)
    assert found["a", "x"] == found["a", TOTAL] == "primary"
    assert ("b", TOTAL) in found or (TOTAL, TOTAL) in found


def test_two_firms_are_not_left_alone_in_a_sum() -> None:
    """Two cells of one firm each would be one sum of two firms, who know each other: a third cell joins them."""
    frame = pl.DataFrame(
        [("a", "x", 10.0, 1, 5.0), ("a", "y", 12.0, 1, 5.0), ("a", "z", 50.0, 9, 9.0)]
        + [(row, column, 60.0, 9, 9.0) for row, column in product("bc", "xyz")],
        schema=["row", "column", "value", "units", "largest"],
        orient="row",
    ).with_columns(points="units")
    assert {("a", "x"), ("a", "y"), ("a", "z")} <= withheld(frame, FIRMS).keys()


def test_a_cell_of_nobody_hides_nothing() -> None:
    """An empty cell is published as zero, and never serves to hide another."""
    found = withheld(homes(("a", "x", 1.0, 4), ("a", "y", 0.0, 0), ("a", "z", 50.0, 40), ("b", "x", 9.0, 40)), HOMES)
    assert ("a", "y") not in found
    assert found["a", "x"] == "primary"


def test_a_pair_that_comes_twice_is_refused() -> None:
    """Two lines for one cell would be two truths."""
    with pytest.raises(ValueError, match="twice"):
        suppress(homes(("a", "x", 1.0, 4), ("a", "x", 2.0, 4)), HOMES)


TABLES = st.lists(
    st.tuples(st.sampled_from("abcde"), st.sampled_from("wxyz"), st.integers(0, 500), st.integers(0, 30)),
    min_size=1,
    max_size=20,
    unique_by=lambda cell: cell[:2],
).map(lambda cells: homes(*((r, c, float(v) if n else 0.0, n) for r, c, v, n in cells)))


def grid(found: pl.DataFrame) -> tuple[np.ndarray, tuple[int, int]]:
    shape = (found["row"].n_unique(), found["column"].n_unique())
    return found["withheld"].is_not_null().to_numpy().reshape(shape), shape


@settings(deadline=None)
@given(table=TABLES)
def test_nothing_withheld_is_recovered_by_subtraction(table: pl.DataFrame) -> None:
    """No row and no column, their totals included, lacks exactly one value."""
    hidden, _ = grid(suppress(table, HOMES))
    assert 1 not in hidden.sum(axis=0)
    assert 1 not in hidden.sum(axis=1)


@settings(deadline=None)
@given(table=TABLES)
def test_nothing_withheld_is_recovered_by_any_combination(table: pl.DataFrame) -> None:
    """Stronger: in the linear system of all rows and columns, every withheld value may still move."""
    hidden, shape = grid(suppress(table, HOMES))
    unknown = np.argwhere(hidden)
    lines = np.zeros((sum(shape), len(unknown)))
    for at, (row, column) in enumerate(unknown):
        lines[row, at] = -1.0 if column == shape[1] - 1 else 1.0
        lines[shape[0] + column, at] = -1.0 if row == shape[0] - 1 else 1.0
    if len(unknown):
        _, sizes, directions = np.linalg.svd(lines)
        free = directions[int((sizes > 1e-9).sum()) :]
        assert (np.abs(free).max(axis=0) > 1e-9).all()


@settings(deadline=None)
@given(table=TABLES)
def test_what_a_published_total_leaves_withheld_obeys_the_rules(table: pl.DataFrame) -> None:
    """In each row whose total is published, the withheld cells have eleven points or more between them."""
    hidden, shape = grid(suppress(table, HOMES))
    names = [sorted(table[name].unique().to_list()) for name in ("row", "column")]
    points = np.zeros((shape[0] - 1, shape[1] - 1))
    for row, column, count in table.select("row", "column", "points").rows():
        points[names[0].index(row), names[1].index(column)] = count
    for row in range(shape[0] - 1):
        within = hidden[row, :-1]
        assert hidden[row, -1] or not within.any() or points[row, within].sum() >= 11


@settings(deadline=None)
@given(table=TABLES, seed=st.integers(0, 1000))
def test_what_breaks_a_rule_is_withheld_and_order_is_indifferent(table: pl.DataFrame, seed: int) -> None:
    """Every inner cell of 1 to 10 points is withheld as primary, whatever the order of the lines."""
    found = suppress(table, HOMES)
    small = table.filter(pl.col("points").is_between(1, 10)).select("row", "column")
    reasons = small.join(found, on=["row", "column"])["withheld"]
    assert reasons.to_list() == ["primary"] * small.height
    shuffled = table.sample(fraction=1.0, shuffle=True, seed=seed)
    assert suppress(shuffled, HOMES).equals(found)
