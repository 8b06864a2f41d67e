"""Keeping the store: export, sources, batches, undo, publish, verify, backup, restore, serve."""

import os
import sys
from pathlib import Path
from typing import Annotated

import polars as pl
import typer

from observatory import ingest
from observatory.answers.gaps import Gap, gaps
from observatory.answers.sources import listing
from observatory.cli.common import REJECTED, AsOfOption, StoreOption, chosen, current, say, show
from observatory.cli.desk import ready, undo_deposit
from observatory.deposits.loop import rebuild as replay
from observatory.exports.tidy import export_tidy
from observatory.settings import PROJECT
from observatory.store import Store, upkeep
from observatory.store.snapshots import current_number
from observatory.territory import parse_territory
from observatory.wording import labels
from observatory.wording.language import N_, translate
from observatory.wording.numbers import number, year_list
from observatory.wording.sentences import finding

BATCH_COLUMNS = (
    "batch",
    "file",
    "source",
    "vintage",
    "received_at",
    "outcome",
    "rows_accepted",
    "rows_rejected",
    "standing",
)


GAP_COLUMNS = dict.fromkeys(
    (
        "source",
        "title",
        "publisher",
        "url",
        "brings",
        "years",
        "years_missing",
        "communes_missing",
        "communes",
    ),
    pl.String,
)


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (export, sources, batches, undo, publish, verify, backup, restore, rebuild, serve):
        app.command()(command)


def export(
    folder: Annotated[Path, typer.Argument(help="Where the tidy tables go.", show_default=False)],
    territory: Annotated[list[str] | None, typer.Option(help="Only these territories.", show_default=False)] = None,
    source: Annotated[str | None, typer.Option(help="This source only.")] = None,
    as_of: AsOfOption = None,
    store: StoreOption = None,
) -> None:
    """Write what is published in the observatory's own tidy layout, which `ingest` reads back."""
    wanted = [parse_territory(text) for text in territory or []]
    for path in export_tidy(current(store, as_of), folder, territories=wanted, source=source):
        sys.stdout.write(f"{path}\n")


def sources(
    missing: Annotated[str | None, typer.Option(help="What would fill the gaps of this territory.")] = None,
    as_of: AsOfOption = None,
    store: StoreOption = None,
) -> None:
    """List the sources, or the published files that would fill a territory's gaps."""
    if missing is None:
        show(listing(current(store, as_of)))
        return
    found = gaps(current(store, as_of), parse_territory(missing))
    show(pl.DataFrame([_told(one) for one in found], schema=GAP_COLUMNS))


def _told(one: Gap) -> dict[str, str]:
    """One line of the gaps: the file by its exact name, and what it would bring."""
    words = [labels.TECHNOLOGIES if one.fact == "production" else labels.CARRIERS]
    brings = [translate(words[0][code], "fr") for code in one.describes] or [translate("émissions", "fr")]
    many = "" if one.communes_missing is None else number(one.communes_missing, language="fr", digits=0)
    cells = (
        one.line.key,
        one.line.title,
        one.line.publisher,
        one.line.url,
        ", ".join(brings),
        year_list(list(one.years), "fr") if one.years else "",
        year_list(list(one.years_missing), "fr") if one.years_missing else "",
        many,
        ", ".join(one.examples),
    )
    return dict(zip(GAP_COLUMNS, cells, strict=True))


def batches(store: StoreOption = None) -> None:
    """List the files received, newest first."""
    received = upkeep.batches_received(Store(chosen(store).store))
    moment = pl.col("received_at").dt.strftime("%Y-%m-%d %H:%M UTC")
    show(received.select(BATCH_COLUMNS).with_columns(moment))


def undo(
    batch: Annotated[int, typer.Argument(help="A batch, or a deposit.", show_default=False)],
    *,
    deposit: Annotated[bool, typer.Option("--deposit", help="The number is that of a deposit.")] = False,
    store: StoreOption = None,
) -> None:
    """Take a batch or a deposit back; the former figures return, and are published."""
    if deposit:
        undo_deposit(batch, store)
        return
    number = ingest.undo(batch, chosen(store))
    sys.stdout.write(f"{number}\n")
    sentence = N_("Lot n° {batch} retiré : les chiffres d'avant reviennent, publiés dans la version n° {number}.")
    say(translate(sentence, "fr", batch=batch, number=number))


def publish(store: StoreOption = None) -> None:
    """Publish what counts now."""
    number = ingest.publish_now(chosen(store))
    sys.stdout.write(f"{number}\n")
    say(translate("Version des données n° {number} publiée.", "fr", number=number))


def verify(store: StoreOption = None) -> None:
    """Check archive, pointer and snapshot against one another."""
    problems = upkeep.verify(Store(chosen(store).store), data=chosen(store).data)
    for problem in problems:
        say(finding(problem.code, problem.params, "fr"))
    if problems:
        raise typer.Exit(REJECTED)
    sys.stdout.write(f"ok {current_number(Store(chosen(store).store))}\n")


def backup(folder: Annotated[Path, typer.Argument(show_default=False)], store: StoreOption = None) -> None:
    """Copy the whole store, consistently, into an empty folder."""
    upkeep.backup(Store(chosen(store).store), folder)


def restore(folder: Annotated[Path, typer.Argument(show_default=False)], store: StoreOption = None) -> None:
    """Bring a backup back; what was there is set aside, never overwritten."""
    upkeep.restore(folder, Store(chosen(store).store))


def rebuild(
    folder: Annotated[Path | None, typer.Argument(help="An empty store; by default, in place.")] = None,
    store: StoreOption = None,
) -> None:
    """Replay the whole archive, every file and decision in order; the former working database is set aside."""
    settings = chosen(store)
    if folder is None:
        replay.rebuild(settings)
        number = ingest.publish_now(settings)
    else:
        number = replay.rebuild_into(settings, folder)
    sys.stdout.write(f"{number}\n")
    say(translate("Version des données n° {number} publiée.", "fr", number=number))


def serve(
    port: Annotated[int, typer.Option(help="Port.")] = 8501,
    address: Annotated[str, typer.Option(help="Address to listen on; others than this machine need a login.")] = "",
    store: StoreOption = None,
) -> None:
    """Serve the pages on this machine, in this very process: what stops the command stops the server."""
    ready(store)  # pages read what this program published
    environment = os.environ | {"OBSERVATORY_STORE": str(chosen(store).store.resolve())}
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    if address:
        command += ["--server.address", address]
    os.chdir(PROJECT)
    os.execve(sys.executable, command, environment)  # noqa: S606 - our own
