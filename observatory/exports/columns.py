"""A figure's table as Parquet: numbers as numbers, absent as null, and what the figure says of itself beside them."""

import io

from observatory.exports.edition import Edition, about
from observatory.figures.chart import Chart, table


def parquet(chart: Chart, edition: Edition) -> bytes:
    """The table of a figure, its columns named as `figures.chart.table` says; `about` stands in the file's metadata."""
    out = io.BytesIO()
    table(chart).write_parquet(out, metadata={"about": "\n".join(about(chart, edition)), "language": chart.language})
    return out.getvalue()
