"""What the commands share: the store's option, exit codes, where words go."""

import sys
from pathlib import Path
from typing import Annotated

import polars as pl
import typer
from rich.console import Console
from rich.table import Table

from observatory.settings import Settings, settings
from observatory.store import Store, snapshots
from observatory.store.snapshots import Snapshot

WIDE = 240
REJECTED = 3
MISUSED = 2

StoreOption = Annotated[Path | None, typer.Option("--store", help="Folder of the store.", show_default=False)]


def chosen(store: Path | None) -> Settings:
    """The settings, with the store of the command line where it names one."""
    return settings() if store is None else settings().model_copy(update={"store": store})


def current(store: Path | None) -> Snapshot:
    """The current snapshot of the chosen store."""
    return snapshots.current(Store(chosen(store).store))


def say(sentence: str) -> None:
    """Words go to the error stream, so that the output stays what was asked for."""
    sys.stderr.write(f"{sentence}\n")


def show(frame: pl.DataFrame) -> None:
    """A table as wide as the terminal; where the output is no terminal, as wide as it needs."""
    table = Table()
    for name in frame.columns:
        table.add_column(name, overflow="fold")
    for line in frame.rows():
        table.add_row(*("" if cell is None else str(cell) for cell in line))
    console = Console()
    Console(width=None if console.is_terminal else WIDE).print(table)
