"""`report`: the fiche of a commune or those of every commune of an area, a dashboard, an annex to a deliberation."""

import secrets
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from observatory.answers import territories
from observatory.cli.common import REJECTED, StoreOption, chosen, current, say
from observatory.dashboards import kept
from observatory.errors import QuestionRefused
from observatory.exports.annex import annex as annex_of
from observatory.exports.edition import Edition
from observatory.exports.folder import SUFFIX, Printer, fiches, file_name, replaced
from observatory.exports.meeting import meeting
from observatory.exports.office import presentation, workbook
from observatory.exports.pdf import Press
from observatory.figures.theme import look
from observatory.settings import Settings
from observatory.store import Store
from observatory.store.snapshots import Snapshot
from observatory.territory import Territory, parse_territory
from observatory.wording.language import LANGUAGES, P_, translate, translate_plural
from observatory.wording.sentences import finding

Build = Callable[[Edition], bytes]
"""Writes one copy."""

_WHAT = "38151 OUT.pdf, or epci:200040715, dep:38, group:KEY and a folder; OUTPUT alone with --dashboard or --annex"
_DASHBOARD = "A dashboard, by its number or its title: OUTPUT is a .pdf, .pptx or .xlsx."
_ANNEX = "The annex to a deliberation of that territory."
_WRITTEN = P_("{count} fiche écrite dans {folder}", "{count} fiches écrites dans {folder}")
_KEPT = P_("{count} déjà à jour", "{count} déjà à jour")


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(report)


def report(
    what: Annotated[list[str], typer.Argument(help=_WHAT, metavar="[TERRITORY] OUTPUT", show_default=False)],
    dashboard: Annotated[str | None, typer.Option(help=_DASHBOARD, show_default=False)] = None,
    annex: Annotated[str | None, typer.Option(help=_ANNEX, show_default=False)] = None,
    lang: Annotated[str, typer.Option(help=f"Language: {' or '.join(LANGUAGES)}.")] = LANGUAGES[0],
    store: StoreOption = None,
) -> None:
    """Write the fiche of a commune, or one for each commune of an area; the documents of a dashboard; an annex."""
    if lang not in LANGUAGES:
        raise typer.BadParameter(", ".join(LANGUAGES), param_hint="--lang")
    if dashboard is not None and annex is not None:
        raise typer.BadParameter("one of the two", param_hint="--dashboard, --annex")
    *territory, output = what
    if len(territory) != (0 if dashboard is not None or annex is not None else 1):
        raise typer.BadParameter(_WHAT, param_hint="[TERRITORY] OUTPUT")
    settings = chosen(store)
    if dashboard is not None:
        _whole(Path(output), meeting_of(dashboard, settings, lang))
    elif annex is not None:
        _whole(Path(output), {SUFFIX: partial(_annex, annex, settings, lang)})
    else:
        _fiches(parse_territory(territory[0]), Path(output), settings, lang)


def _fiches(place: Territory, output: Path, settings: Settings, lang: str) -> None:
    snapshot = current(settings.store)
    name = territories.name(snapshot, place)
    if place.is_area:
        _area(snapshot, settings, place, output, lang)
        return
    path = output if output.suffix.lower() == SUFFIX else output / file_name(place.key, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    made = Printer(Press(settings), snapshot, lang).write(place.key, path)
    sys.stdout.write(f"{made.path}\n")


def _annex(territory: str, settings: Settings, lang: str, edition: Edition) -> bytes:
    found = annex_of(current(settings.store), Store(settings.store), territory, language=lang)
    return Press(settings).pdf(found, edition)


def meeting_of(named: str, settings: Settings, lang: str) -> Mapping[str, Build]:
    """What writes each document of a dashboard, by its suffix; the dashboard is named by its number or its title."""
    standing = kept.standing(Store(settings.store))
    one = next((one for one in standing if named in {str(one.number), one.dashboard.title}), None)
    if one is None:
        raise QuestionRefused("dashboard_unknown", title=named)
    found = meeting(one.dashboard, one.number, settings, language=lang)
    ground = look(settings.accent)
    return {
        SUFFIX: partial(Press(settings).pdf, found),
        ".pptx": partial(presentation, found, ground),
        ".xlsx": partial(workbook, found, ground),
    }


def _whole(path: Path, known: Mapping[str, Build]) -> None:
    """Write one file at once, of the kind that its suffix says."""
    build = known.get(path.suffix.lower())
    if build is None:
        raise typer.BadParameter(", ".join(known), param_hint="OUTPUT")
    path.parent.mkdir(parents=True, exist_ok=True)
    replaced(path, build(Edition(datetime.now(UTC), secrets.token_hex(4))))
    sys.stdout.write(f"{path}\n")


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
