"""What enters and leaves a series, on a few rows made by hand."""

import polars as pl

from observatory.methods.breaks import categories_created, movements


def coverage(*rows: tuple[str, int, str, float | None]) -> pl.DataFrame:
    """Rows of (commune, year, operator, MWh) of one carrier and sector."""
    columns = {"insee_code": pl.String, "year": pl.Int32, "operator": pl.String, "energy_mwh": pl.Float64}
    frame = pl.DataFrame(rows, schema=columns, orient="row")
    return frame.with_columns(source=pl.lit("s"), carrier=pl.lit("gas"), sector=pl.lit("industry"), category=pl.lit(""))


def kinds(frame: pl.DataFrame, **renames: str) -> list[tuple[str, int, str, float]]:
    found = movements(frame, renames=renames)
    return found.select("insee_code", "year", "kind", "moved_mwh").rows()


def test_an_operator_that_enters_is_one_movement() -> None:
    """Beside a steady operator, another one enters in 2013 with 90 MWh."""
    frame = coverage(("a", 2012, "x", 10.0), ("a", 2013, "x", 10.0), ("a", 2013, "y", 90.0))
    assert kinds(frame) == [("a", 2013, "operator_enters", 90.0)]


def test_an_operator_that_leaves_is_dated_by_the_year_without_it() -> None:
    """It leaves with what it had the year before."""
    frame = coverage(("a", 2012, "x", 10.0), ("a", 2012, "y", 90.0), ("a", 2013, "x", 10.0))
    assert kinds(frame) == [("a", 2013, "operator_leaves", 90.0)]


def test_a_network_that_changes_hands_moves_nothing() -> None:
    """One leaves with 100, another enters with 91: within a fifth, it is a handover."""
    assert kinds(coverage(("a", 2012, "x", 100.0), ("a", 2013, "y", 91.0))) == []
    assert len(kinds(coverage(("a", 2012, "x", 100.0), ("a", 2013, "y", 50.0)))) == 2


def test_a_new_name_moves_nothing() -> None:
    """The same operator under its new name is the same operator."""
    assert kinds(coverage(("a", 2012, "GEG", 100.0), ("a", 2013, "GreenAlp", 300.0)), geg="greenalp") == []


def test_a_commune_that_others_precede_appears() -> None:
    """A commune described from 2013 on, in a source that has 2012, appears; one of the first year does not."""
    frame = coverage(("a", 2012, "x", 10.0), ("a", 2013, "x", 10.0), ("b", 2013, "x", 5.0))
    assert kinds(frame) == [("b", 2013, "commune_appears", 5.0)]


def test_a_class_is_created_when_most_communes_have_it() -> None:
    """A class found everywhere cuts the split; a class that one operator alone uses does not."""
    rows = coverage(*((commune, year, "x", 10.0) for commune in "abc" for year in (2017, 2018)))
    old = rows.with_columns(category=pl.lit("RES"))
    everywhere = rows.filter(pl.col("year") == 2018).with_columns(category=pl.lit("PRO"))
    alone = everywhere.filter(pl.col("insee_code") == "a").with_columns(category=pl.lit("ENT_PRO"))
    found = categories_created(pl.concat([old, everywhere, alone]))
    assert found.rows() == [("s", "gas", 2018, "PRO")]
