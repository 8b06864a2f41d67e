"""Answers written by hand, for charts."""

from datetime import datetime

import polars as pl

from observatory.answers.contract import Answer, Break, Perimeter, Question
from observatory.indicators import indicator
from observatory.territory import parse_territory

Row = tuple[int, float | None, float | None, str]


def answer(
    rows: list[tuple[object, ...]], *, by: str = "", breaks: tuple[Break, ...] = (), key: str = "energy"
) -> Answer:
    """An answer of Échirolles; rows are (year, [part,] value, high, status)."""
    columns: dict[str, pl.DataType] = {"year": pl.Int32()}
    columns |= {by: pl.String()} if by else {}
    columns |= {"value": pl.Float64(), "high": pl.Float64(), "status": pl.String()}
    frame = pl.DataFrame(rows, schema=columns, orient="row").with_columns(withheld_cells=pl.lit(0, dtype=pl.UInt32))
    asked = indicator(key)
    return Answer(
        question=Question(key, parse_territory("38151"), by=(by,) if by else ()),
        indicator=asked,
        name="Échirolles",
        unit=asked.unit,
        frame=frame,
        perimeter=Perimeter(("electricity",), {}, (), 1, 1, (), None),
        breaks=breaks,
        sources=(),
        notes=(),
        gas=None,
        snapshot=1,
        published_at=datetime(2026, 11, 22),  # noqa: DTZ001 - UTC, as the store keeps it
    )
