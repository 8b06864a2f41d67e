"""`query`: the answer that the pages show, as a table or a file."""

import sys
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Annotated

import polars as pl
import typer

from observatory.answers.change import comparable_years
from observatory.answers.contract import Answer, Break, Correction, GasBasis, Perimeter, PerimeterRule, Question
from observatory.answers.indicator import answer
from observatory.cli import explain, weather
from observatory.cli.common import AsOfOption, StoreOption, opened, say, show_numbers
from observatory.cli.progress import progress
from observatory.store.former import AsOf
from observatory.territory import parse_territory
from observatory.view import read_years
from observatory.wording.breaks import break_sentence
from observatory.wording.notes import note
from observatory.wording.readings import perimeter_line, source_line, trend

LEADING = ("year", "carrier", "sector", "technology", "insee_code", "commune")
# What is asked like an indicator and answered otherwise.
ANSWERED: Mapping[str, Callable[[Question, AsOf], tuple[pl.DataFrame, list[str]]]] = {
    "progress": progress,
    "degree_days": lambda question, read: weather.degree_days(read.snapshot, question),
    "decomposition": lambda question, read: explain.energy(read.snapshot, question),
    "emissions_decomposition": lambda question, read: explain.emissions(read.snapshot, question),
}


class Format(StrEnum):
    """How the answer is written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    PARQUET = "parquet"


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(query)


def query(
    indicator: Annotated[
        str, typer.Argument(help="energy, emissions, population… or decomposition", show_default=False)
    ],
    territory: Annotated[str, typer.Option(help="38185, epci:SIREN[@YEAR], dep:38, group:KEY, fr", show_default=False)],
    by: Annotated[str, typer.Option(help="Among year, carrier, sector, technology, commune.")] = "year",
    years: Annotated[str, typer.Option(help="2015-2023 or 2023; all by default.")] = "",
    carrier: Annotated[str, typer.Option(help="Carriers, separated by commas.")] = "",
    sector: Annotated[str, typer.Option(help="Sectors, separated by commas.")] = "",
    gas: Annotated[GasBasis | None, typer.Option(help="Heating value of gas.")] = None,
    perimeter: Annotated[PerimeterRule, typer.Option(help="What a series of years adds.")] = PerimeterRule.COMMON,
    source: Annotated[str | None, typer.Option(help="This source only.")] = None,
    correction: Annotated[Correction, typer.Option(help="For the climate; over time only.")] = Correction.NONE,
    output: Annotated[Format, typer.Option("--format", help="table, csv, json or parquet.")] = Format.TABLE,
    as_of: AsOfOption = None,
    store: StoreOption = None,
) -> None:
    """Answer one question, with its status, perimeter and sources."""
    question = Question(
        indicator=indicator,
        territory=parse_territory(territory),
        years=read_years(years) if years else None,
        by=tuple(part for part in _parts(by) if part != "year"),
        carriers=_parts(carrier), sectors=_parts(sector), gas=gas, perimeter=perimeter, source=source,
        correction=correction,
    )  # fmt: skip
    tell(*ANSWERED.get(indicator, _indicator)(question, opened(store, as_of)), output)


def tell(frame: pl.DataFrame, beside: list[str], output: Format) -> None:
    """A table on the output, and the sentences beside it where words go."""
    _write(frame, output)
    say("\n".join(beside))


def _indicator(question: Question, read: AsOf) -> tuple[pl.DataFrame, list[str]]:
    found = answer(read.snapshot, question)
    return rows(found), _beside(found)


def rows(found: Answer) -> pl.DataFrame:
    """The documented table: year, what it is split by, value, unit, status; then what bounds and covers it."""
    leading = [column for column in LEADING if column in found.frame.columns]
    perimeter = found.perimeter
    if "carrier" in leading:
        covered = {code: one.communes for code, one in perimeter.by_carrier.items() if not one.areal}
        beside = {"carriers": pl.col("carrier"), "communes_covered": _looked_up("carrier", covered)}
    else:
        beside = {"carriers": pl.lit(" ".join(perimeter.carriers)), "communes_covered": _covered(perimeter)}
    return found.frame.select(
        *leading,
        "value",
        unit=pl.lit(found.unit),
        status="status",
        value_high="high",
        withheld_cells="withheld_cells",
        **beside,
        communes_total=pl.lit(perimeter.communes_total),
        correction=pl.lit(str(found.question.correction)),
    )


def _covered(perimeter: Perimeter) -> pl.Expr:
    """Communes whose figures are added: none of what networks deliver, which belongs to no commune."""
    return pl.lit(None if perimeter.areal else perimeter.communes_covered, dtype=pl.Int64)


def _looked_up(column: str, values: dict[str, int]) -> pl.Expr:
    return pl.col(column).replace_strict(values, default=None, return_dtype=pl.Int64)


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _write(frame: pl.DataFrame, output: Format) -> None:
    match output:
        case Format.CSV:
            sys.stdout.write(frame.write_csv())
        case Format.JSON:
            sys.stdout.write(frame.write_json() + "\n")
        case Format.PARQUET:
            frame.write_parquet(sys.stdout.buffer)
        case Format.TABLE:
            show_numbers(frame.drop("carriers", "communes_covered", "communes_total", "correction", strict=False))


def _beside(found: Answer) -> list[str]:
    """Perimeter, breaks, notes and sources, in French; where there is no figure, what to do."""
    sentences = [trend(found, None, "fr")] if found.frame.is_empty() else [perimeter_line(found, "fr")]
    sentences += [_break(found, one) for one in found.breaks]
    sentences += [note(one.code, dict(one.params), "fr") for one in found.notes]
    return [*sentences, source_line(found, "fr")]


def _break(found: Answer, one: Break) -> str:
    """What a break cuts, with the years shown that it sets apart and those that compare."""
    comparable = comparable_years(found, **_part(found, one))
    years = found.frame["year"].unique().sort().to_list()
    span = (comparable[0], comparable[-1]) if len(comparable) > 1 else None
    return break_sentence(one, "fr", years=years, comparable=span, name=found.name)


def _part(found: Answer, one: Break) -> dict[str, str]:
    """The part of a split that a break cuts; of one that cuts them all, the largest of the last year."""
    last = found.frame.filter(pl.col("year") == pl.col("year").max()).sort("value", descending=True, nulls_last=True)
    cut = {"carrier": one.carrier, "sector": one.sector}
    split = [name for name in cut if name in found.frame.columns]
    return {name: cut[name] or str(last[name][0]) for name in split}
