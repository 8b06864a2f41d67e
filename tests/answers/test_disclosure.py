"""What the observatory may publish of third parties, by its own editable thresholds."""

import polars as pl

from observatory.answers.disclosure import publishable, rules
from observatory.methods.disclosure import Rules
from observatory.store.snapshots import Snapshot

Cell = tuple[str, str, float, int, int, float]


def table(*cells: Cell) -> pl.DataFrame:
    columns = {"row": pl.String, "column": pl.String, "value": pl.Float64, "points": pl.Int64, "units": pl.Int64}
    return pl.DataFrame(cells, schema=columns | {"largest": pl.Float64}, orient="row")


def test_the_thresholds_are_the_conventions(snapshot: Snapshot) -> None:
    """Eleven points, three units, 85 %: read from the editable table, not from code."""
    assert rules(snapshot) == Rules(minimum_points=11, minimum_units=3, maximum_share=0.85)


def test_one_cell_withheld_takes_a_rectangle_with_it(snapshot: Snapshot) -> None:
    """Two firms in wood at Claix are withheld, and the three cells that would betray them; every total is published.

    By hand, what closes a rectangle with (Claix, wood): the two other fuels of Bresson and Claix's gas, 50 + 400 + 100 =
    550; or through a margin 100 + 500 + 80 = 680, 50 + 450 + 130 = 630, 130 + 80 + 580 = 790. The cheapest is the first.
    """
    found = publishable(
        snapshot,
        table(
            ("Bresson", "gas", 400, 90, 80, 20),
            ("Bresson", "wood", 50, 40, 30, 5),
            ("Claix", "gas", 100, 60, 50, 9),
            ("Claix", "wood", 30, 12, 2, 20),
        ),
    )
    assert found.rows() == [
        ("Bresson", "gas", None, "secondary"),
        ("Bresson", "wood", None, "secondary"),
        ("Bresson", "total", 450.0, None),
        ("Claix", "gas", None, "secondary"),
        ("Claix", "wood", None, "primary"),
        ("Claix", "total", 130.0, None),
        ("total", "gas", 500.0, None),
        ("total", "wood", 80.0, None),
        ("total", "total", 580.0, None),
    ]


def test_eleven_points_three_units_and_85_percent_are_enough(snapshot: Snapshot) -> None:
    """R28 at its bounds: 11 points, 3 units and a largest of exactly 85 % are published; the grand total too."""
    found = publishable(snapshot, table(("Claix", "gaz", 1000, 11, 3, 850)))
    assert found["withheld"].null_count() == found.height
