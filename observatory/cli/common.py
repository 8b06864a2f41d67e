"""What the commands share: the store's option, exit codes, where words go."""

import sys
from collections.abc import Collection
from pathlib import Path
from typing import Annotated, Literal

import polars as pl
import typer
from rich.console import Console
from rich.table import Table

from observatory.settings import Settings, settings
from observatory.store import Store, former
from observatory.store.former import AsOf
from observatory.store.snapshots import Snapshot
from observatory.units import INHABITANTS
from observatory.wording.numbers import number

WIDE = 240
REJECTED = 3
MISUSED = 2

StoreOption = Annotated[Path | None, typer.Option("--store", help="Folder of the store.", show_default=False)]
AsOfOption = Annotated[
    str | None,
    typer.Option("--as-of", help="As it stood: a date (2026-11-24) or a version's number.", show_default=False),
]


def chosen(store: Path | None) -> Settings:
    """The settings, with the store of the command line where it names one."""
    return settings() if store is None else settings().model_copy(update={"store": store})


def current(store: Path | None, as_of: str | None = None) -> Snapshot:
    """The current snapshot of the chosen store, or the one that stood at a date or under a number."""
    return opened(store, as_of).snapshot


def opened(store: Path | None, as_of: str | None = None) -> AsOf:
    """The same, with the moment until which the decisions kept beside it count."""
    wanted = chosen(store)
    return former.as_of(Store(wanted.store), as_of, data=wanted.data)


def say(sentence: str) -> None:
    """Words go to the error stream, so that the output stays what was asked for."""
    sys.stderr.write(f"{sentence}\n")


def show(frame: pl.DataFrame, *, whole: Collection[str] = ()) -> None:
    """A table as wide as the terminal, wide where the output is none; `whole` columns (numbers) are never cut.

    Other columns fold; a heading of several words stands on several lines.
    """
    table, least = Table(), 1
    for name, values in zip(frame.columns, _texts(frame), strict=True):
        heading = name.split("_")
        is_whole = name in whole
        least += max(map(len, [*heading, *(values if is_whole else [])])) + 3
        justify: Literal["left", "right"] = "right" if is_whole else "left"
        table.add_column("\n".join(heading), justify=justify, no_wrap=is_whole, overflow="fold")
    for line in zip(*_texts(frame), strict=True):
        table.add_row(*line)
    console = Console()
    Console(width=max(console.width if console.is_terminal else WIDE, least)).print(table)


def show_numbers(frame: pl.DataFrame) -> None:
    """A table for a person: numbers as French writes them, never cut; inhabitants whole."""
    lines = [{name: _cell(cell, line.get("unit")) for name, cell in line.items()} for line in frame.to_dicts()]
    amounts = [name for name, kind in frame.schema.items() if kind.is_numeric()]
    show(pl.DataFrame(lines, schema=dict.fromkeys(frame.columns, pl.String)), whole=amounts)


def _cell(cell: object, unit: str | None) -> str:
    if isinstance(cell, float):
        return number(cell, language="fr", digits=0 if unit == INHABITANTS else None)
    return "" if cell is None else str(cell)


def _texts(frame: pl.DataFrame) -> list[list[str]]:
    return [["" if cell is None else str(cell) for cell in column] for column in frame.iter_columns()]
