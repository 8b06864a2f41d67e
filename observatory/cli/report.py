"""`report`: the fiche of a commune, or those of every commune of an area, as PDF."""

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from observatory.answers import territories
from observatory.cli.common import REJECTED, StoreOption, chosen, current, say
from observatory.exports.folder import SUFFIX, Printer, fiches, file_name
from observatory.exports.pdf import Press
from observatory.settings import Settings
from observatory.store.snapshots import Snapshot
from observatory.territory import Territory, parse_territory
from observatory.wording.language import LANGUAGES, P_, translate, translate_plural
from observatory.wording.sentences import finding

_WRITTEN = P_("{count} fiche écrite dans {folder}", "{count} fiches écrites dans {folder}")
_KEPT = P_("{count} déjà à jour", "{count} déjà à jour")


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(report)


def report(
    territory: Annotated[str, typer.Argument(help="38151, epci:200040715, dep:38 or group:KEY", show_default=False)],
    output: Annotated[Path, typer.Argument(help="A .pdf for a commune, a folder for an area.", show_default=False)],
    lang: Annotated[str, typer.Option(help=f"Language: {' or '.join(LANGUAGES)}.")] = LANGUAGES[0],
    store: StoreOption = None,
) -> None:
    """Write the fiche of a commune, or one file for each commune of an area; a run that was cut goes on."""
    if lang not in LANGUAGES:
        raise typer.BadParameter(", ".join(LANGUAGES), param_hint="--lang")
    place, settings, snapshot = parse_territory(territory), chosen(store), current(store)
    name = territories.name(snapshot, place)
    if place.is_area:
        _area(snapshot, settings, place, output, lang)
        return
    path = output if output.suffix.lower() == SUFFIX else output / file_name(place.key, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    made = Printer(Press(settings), snapshot, lang).write(place.key, path)
    sys.stdout.write(f"{made.path}\n")


def _area(snapshot: Snapshot, settings: Settings, place: Territory, folder: Path, lang: str) -> None:
    total, documents = fiches(snapshot, settings, place, folder, language=lang)
    counts = {"written": 0, "kept": 0}
    refused = []
    with _bar() as progress:
        task = progress.add_task("", total=total)
        for made in documents:
            progress.update(task, advance=1, description=made.path.stem)
            if made.refused:
                refused.append(made)
            else:
                counts["kept" if made.kept else "written"] += 1
    sys.stdout.write(f"{folder}\n")
    written = translate_plural(_WRITTEN, counts["written"], "fr", count=counts["written"], folder=folder)
    say(f"{written}, {translate_plural(_KEPT, counts['kept'], 'fr', count=counts['kept'])}.")
    for made in refused:
        words = {"name": made.path.stem, "why": finding(made.refused, dict(made.params), "fr")}
        say(translate("{name} : pas de fiche. {why}", "fr", **words))
    if refused:
        raise typer.Exit(REJECTED)


def _bar() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)
