"""What the commands share: the store's option, exit codes, where words go."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from observatory.settings import Settings, settings
from observatory.store import Store, snapshots
from observatory.store.snapshots import Snapshot

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
