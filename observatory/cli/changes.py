"""`changes`: the figures that moved between two versions of the data, and the file that moved each."""

from typing import Annotated

import typer

from observatory.answers.changes import Changes, changes
from observatory.cli.ask import Format, tell
from observatory.cli.common import StoreOption, current
from observatory.territory import parse_territory
from observatory.wording.changes import headline, mover

SHOWN = 50  # lines of the table for a person; files have all of them


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("changes")(what_changed)


def what_changed(
    since: Annotated[str, typer.Option(help="A date (2026-11-24) or a version's number.", show_default=False)],
    until: Annotated[str | None, typer.Option(help="The same; the last version by default.")] = None,
    territory: Annotated[str | None, typer.Option(help="38185, epci:200040715, dep:38, group:KEY; all else.")] = None,
    source: Annotated[str | None, typer.Option(help="This source only.")] = None,
    output: Annotated[Format, typer.Option("--format", help="table, csv, json or parquet.")] = Format.TABLE,
    store: StoreOption = None,
) -> None:
    """List the figures that are new, changed or removed since a version, with the file that moved each."""
    found = changes(
        current(store, since),
        current(store, until),
        territory=parse_territory(territory) if territory else None,
        source=source,
        most=SHOWN if output is Format.TABLE else None,
    )
    shown = found.figures.drop("received_at", "undone") if output is Format.TABLE else found.figures
    tell(shown, [headline(found, "fr"), *_by_file(found)], output)


def _by_file(found: Changes) -> list[str]:
    """Each file that moved something listed, once."""
    seen = {line["batch"]: mover(line, "fr") for line in found.figures.iter_rows(named=True)}
    return [seen[batch] for batch in sorted(seen)]
