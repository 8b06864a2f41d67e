"""Deposits on the command line: sent for a commune, listed, judged, withdrawn; by the adviser of this machine."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import polars as pl
import typer

from observatory.access import LOCAL
from observatory.cli.common import MISUSED, REJECTED, StoreOption, chosen, say, show
from observatory.cli.deposits import depositor_of, message
from observatory.deposits import loop
from observatory.deposits.loop import Decision, Deposit, Mode
from observatory.errors import Outcome
from observatory.settings import Settings
from observatory.wording.deposits import receipt, state
from observatory.wording.language import N_, translate
from observatory.wording.numbers import month
from observatory.wording.sentences import finding

Number = Annotated[int, typer.Argument(help="Number of the deposit.", show_default=False)]
Numbers = Annotated[list[int], typer.Argument(help="Numbers of deposits.", show_default=False)]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (deposit, deposits, review, withdraw):
        app.command()(command)


def ready(store: Path | None) -> Settings:
    """The settings of a store in which what died half done was put right; alarms are said."""
    settings = chosen(store)
    for alarm in loop.reconcile(settings).alarms:
        say(finding(alarm.code, alarm.params, "fr"))
    return settings


def deposit(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, show_default=False)],
    insee: Annotated[
        str | None, typer.Option("--as", help="The commune; without it, each one that the file names.")
    ] = None,
    *,
    replace_year: Annotated[bool, typer.Option(help="What stands in these years and is not in the file goes.")] = False,
    store: StoreOption = None,
) -> None:
    """Send a spreadsheet for a commune; the number of the deposit goes to the output."""
    settings = ready(store)
    if insee is not None:
        depositor_of(insee, settings)
    content = file.read_bytes()
    checked = loop.look(content, file.name, LOCAL, settings, insee_code=insee)
    if checked.outcome is Outcome.REJECT:
        say(message(checked))
        raise typer.Exit(REJECTED)
    mode = Mode.REPLACE if replace_year else Mode.COMPLETE
    for one in loop.transmit(checked, content, LOCAL, settings, mode=mode):
        sys.stdout.write(f"{one.number}\n")
        say(receipt(one, "fr"))


def deposits(
    *,
    queue: Annotated[bool, typer.Option("--queue", help="Those that wait for a judgement.")] = False,
    follow_up: Annotated[bool, typer.Option("--follow-up", help="How far each commune has come.")] = False,
    store: StoreOption = None,
) -> None:
    """List what was sent, what waits, or how far each commune has come."""
    settings = ready(store)
    if follow_up:
        show(_followed(settings))
        return
    show(_listed(loop.queue(LOCAL, settings) if queue else loop.sent(LOCAL, settings)))
    for found in loop.found(LOCAL, settings):
        sentence = N_("Reçu sans suite, de provenance inconnue : {sha256}")
        say(translate(sentence, "fr", sha256=found.sha256))


def review(
    numbers: Numbers,
    *,
    publish: Annotated[bool, typer.Option("--publish", help="Make them count.")] = False,
    hold: Annotated[bool, typer.Option("--hold", help="Keep them waiting.")] = False,
    send_back: Annotated[bool, typer.Option("--send-back", help="Give them back to their communes.")] = False,
    comment: Annotated[str, typer.Option(help="What their communes read.")] = "",
    store: StoreOption = None,
) -> None:
    """Judge deposits; without a decision, say what each would change."""
    settings = ready(store)
    chosen_acts = [act for act, wanted in _acts(publish=publish, hold=hold, send_back=send_back) if wanted]
    if len(chosen_acts) > 1:
        raise typer.BadParameter("--publish, --hold, --send-back", param_hint="one of")
    if not chosen_acts:
        for number in numbers:
            _tell_changes(number, settings)
        return
    _tell(chosen_acts[0](numbers, LOCAL, settings, comment=comment))


def withdraw(number: Number, store: StoreOption = None) -> None:
    """Take a deposit back before anybody looked at it."""
    settings = ready(store)
    one = loop.withdraw(number, LOCAL, settings)
    say(translate("Dépôt n° {number} : {state}", "fr", number=one.number, state=state(one.state, "fr")))


def undo_deposit(number: int, store: Path | None) -> None:
    """Take a published deposit back; what counted before it counts again."""
    settings = ready(store)
    one = loop.undo(number, LOCAL, settings)
    say(translate("Dépôt n° {number} : {state}", "fr", number=one.number, state=state(one.state, "fr")))


def _acts(*, publish: bool, hold: bool, send_back: bool) -> list[tuple[loop.Judge, bool]]:
    return [(loop.publish, publish), (loop.hold, hold), (loop.send_back, send_back)]


def _tell(decisions: Sequence[Decision]) -> None:
    for one in decisions:
        told = finding(one.refusal.code, one.refusal.params, "fr") if one.refusal else state(one.receipt.state, "fr")
        say(translate("Dépôt n° {number} : {state}", "fr", number=one.number, state=told))
    if any(one.refusal for one in decisions):
        raise typer.Exit(MISUSED)


def _tell_changes(number: int, settings: Settings) -> None:
    entry = loop.entry(number, LOCAL, settings)
    changes = entry.differences
    counts = {
        "new": changes.new.height,
        "changed": changes.lines_changed,
        "identical": changes.identical,
        "missing": changes.missing.height,
        "removed": changes.removed.height,
        "later": ", ".join(map(str, entry.later)),
    }
    show(pl.DataFrame([{"deposit": number} | counts]))
    show(changes.totals)


def _listed(found: Sequence[Deposit]) -> pl.DataFrame:
    lines = [
        {
            "deposit": one.number,
            "commune": one.insee_code,
            "file": one.file,
            "received_at": f"{one.received_at:%Y-%m-%d %H:%M} UTC",
            "state": state(one.state, "fr"),
            "read": one.rows_read,
            "accepted": one.rows_accepted,
            "rejected": one.rows_rejected,
            "comment": one.comment,
        }
        for one in found
    ]
    return pl.DataFrame(lines)


def _followed(settings: Settings) -> pl.DataFrame:
    lines = [
        {
            "commune": one.insee_code,
            "last_month": month(f"{one.last_month:%Y-%m}", "fr") if one.last_month else "",
            "waiting": one.waiting,
            "sent_back": one.sent_back,
            "meters": one.meters,
            "meters_missing_months": len(one.gaps),
        }
        for one in loop.follow_up(LOCAL, settings)
    ]
    return pl.DataFrame(lines)
