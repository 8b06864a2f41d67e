"""`observatory targets`: what territories voted, and every change of it."""

import getpass
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import polars as pl
import typer

from observatory import adoption
from observatory.answers import territories
from observatory.cli.common import StoreOption, chosen, current, say, show
from observatory.errors import QuestionRefused
from observatory.store import Store
from observatory.store import targets as kept
from observatory.store.targets import Kept
from observatory.targets.contract import Target
from observatory.targets.spelling import write_target
from observatory.territory import parse_territory
from observatory.wording.targets import voted

ADDED = "ajout"

app = typer.Typer(no_args_is_help=True, help="Targets: add, list, import, change, withdraw, history.")

Number = Annotated[int, typer.Argument(help="Number of the target.", show_default=False)]
Author = Annotated[str, typer.Option(help="Who decides this change.")]
Reason = Annotated[str, typer.Option(help="Why.")]
Milestones = Annotated[
    list[str], typer.Option("--milestone", help="2030=-20% or 2030=5000; several.", show_default=False)
]


def register(main: typer.Typer) -> None:
    """Add the commands of this module."""
    main.add_typer(app, name="targets")


@app.command()
def add(
    territory: Annotated[str, typer.Option(help="38151, epci:…, dep:…, group:…", show_default=False)],
    scope: Annotated[str, typer.Option(help="patrimoine or territoire.", show_default=False)],
    indicator: Annotated[str, typer.Option(help="energy, emissions…", show_default=False)],
    milestone: Milestones,
    kind: Annotated[str, typer.Option(help="reduction, ceiling or floor.")] = "reduction",
    carrier: Annotated[str, typer.Option(help="Carriers, separated by commas; all by default.")] = "",
    sector: Annotated[str, typer.Option(help="Sectors, separated by commas; all by default.")] = "",
    gas: Annotated[str, typer.Option(help="Heating value of gas: pcs or pci.")] = "",
    baseline: Annotated[str, typer.Option(help="2015, or 2014-2016 for a mean.")] = "",
    baseline_value: Annotated[str, typer.Option(help="Declared, in the indicator's unit.")] = "",
    baseline_source: Annotated[str, typer.Option(help="Where the declared value comes from.")] = "",
    instead_of: Annotated[str, typer.Option(help="The year voted, that the data do not have.")] = "",
    path: Annotated[str, typer.Option(help="linear or constant_rate.")] = "linear",
    origin: Annotated[str, typer.Option(help="own, national or regional.")] = "own",
    deliberated: Annotated[str, typer.Option(help="Date of the deliberation.")] = "",
    text: Annotated[str, typer.Option(help="What was voted, in words.")] = "",
    author: Author = "",
    reason: Reason = "",
    change: Annotated[int | None, typer.Option(help="Replace this target instead.")] = None,
    store: StoreOption = None,
) -> None:
    """Add a target, or, with --change, replace one by another version of itself."""
    target = _declared(locals(), store)
    place = Store(chosen(store).store)
    if change is None:
        _say(*kept.add(place, target, author=_author(author), reason=reason or ADDED))
    else:
        _say(kept.change(place, change, target, author=_author(author), reason=_needed(reason)))


def _declared(said: Mapping[str, Any], store: Path | None) -> Target:
    """The target that the options of `add` say."""
    plural = {"carriers": said["carrier"], "sectors": said["sector"], "milestones": ";".join(said["milestone"])}
    texts = {name: said[name] for name in adoption.COLUMNS if name in said} | plural
    target = adoption.declared(texts)
    _check_names([target], store)
    return target


@app.command("import")
def import_file(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, show_default=False)],
    author: Author = "",
    reason: Reason = "",
    store: StoreOption = None,
) -> None:
    """Add every target of a CSV or a workbook, all or none; its columns are those that `list --format csv` writes."""
    found = adoption.read_file(file.read_bytes(), file.name)
    _check_names(found, store)
    _say(*kept.add(Store(chosen(store).store), *found, author=_author(author), reason=reason or file.name))


@app.command("list")
def list_all(
    as_csv: Annotated[bool, typer.Option("--csv", help="As a file that `import` reads back.")] = False,
    store: StoreOption = None,
) -> None:
    """List the targets that stand."""
    standing = kept.standing(Store(chosen(store).store))
    if as_csv:
        rows = [write_target(one.target) for one in standing]
        schema = dict.fromkeys(adoption.COLUMNS, pl.String)
        sys.stdout.write(pl.DataFrame(rows, schema=schema).write_csv())
        return
    show(pl.DataFrame([_row(one) for one in standing]))


@app.command()
def history(number: Number, store: StoreOption = None) -> None:
    """Every version of one target: when, who, why."""
    show(pl.DataFrame([_row(one) for one in kept.history(Store(chosen(store).store), number)]))


@app.command()
def withdraw(number: Number, reason: Reason, author: Author = "", store: StoreOption = None) -> None:
    """Take a target off every page; its history stays."""
    _say(kept.withdraw(Store(chosen(store).store), number, author=_author(author), reason=_needed(reason)))


def _row(one: Kept) -> dict[str, str]:
    target = one.target
    return {
        "number": str(one.number),
        "version": str(one.version),
        "action": one.action,
        "changed_at": f"{one.changed_at:%Y-%m-%d %H:%M} UTC",
        "author": one.author,
        "reason": one.reason,
        "territory": target.territory,
        "scope": str(target.scope),
        "indicator": target.indicator,
        "carriers": ",".join(target.carriers),
        "sectors": ",".join(target.sectors),
        "target": voted(target, "fr"),
        "origin": str(target.origin),
        "deliberated": str(target.deliberated or ""),
    }


def _check_names(found: Sequence[Target], store: Path | None) -> None:
    """Every territory exists among those of the published snapshot."""
    snapshot = current(store)
    for one in found:
        territories.name(snapshot, parse_territory(one.territory))


def _author(text: str) -> str:
    return text.strip() or getpass.getuser()


def _needed(reason: str) -> str:
    if not reason.strip():
        raise QuestionRefused("target_reason_missing")
    return reason


def _say(*written: Kept) -> None:
    for one in written:
        sys.stdout.write(f"{one.number}\n")
        say(f"{one.target.territory} : {voted(one.target, 'fr')}")
