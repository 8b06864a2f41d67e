"""`ingest` and `check`: files in, one verdict per file."""

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from observatory import ingest as use_case
from observatory.cli import deposits
from observatory.cli.common import MISUSED, REJECTED, StoreOption, chosen, say
from observatory.cli.mapping import remembered
from observatory.errors import Finding, Outcome, Severity
from observatory.ingest import Report
from observatory.wording import labels
from observatory.wording.language import N_, translate
from observatory.wording.numbers import listing
from observatory.wording.sentences import finding, row_finding
from observatory.wording.sentences import report as report_sentence

FINDINGS_SHOWN = 200

Paths = Annotated[list[Path], typer.Argument(help="Files, folders or zips.", exists=True, show_default=False)]
SourceOption = Annotated[str | None, typer.Option("--source", help="Read the file as this source only.")]
JsonOption = Annotated[bool, typer.Option("--json", help="One object per file on the output.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(ingest)
    app.command()(check)


def ingest(
    paths: Paths,
    source: SourceOption = None,
    *,
    mapping: Annotated[Path | None, typer.Option(help="How to read an adviser's own table.", exists=True)] = None,
    no_publish: Annotated[bool, typer.Option("--no-publish", help="Take the files in, publish later.")] = False,
    as_json: JsonOption = False,
    store: StoreOption = None,
) -> None:
    """Take files into the store, each in one transaction, and publish once."""
    source = source if mapping is None else remembered(mapping, store)
    with _bar(shown=not as_json) as progress:
        task = progress.add_task("", total=None)

        def step(name: str, done: int, total: int) -> None:
            progress.update(task, description=name, completed=done, total=total)

        reports = use_case.ingest(paths, chosen(store), only=source, publish=not no_publish, progress=step)
        progress.update(task, completed=len(reports), total=len(reports) or 1)
    _tell(reports, as_json=as_json)


def check(
    paths: Paths,
    source: SourceOption = None,
    *,
    insee: Annotated[str | None, typer.Option("--as", help="Judge it as the deposit of this commune.")] = None,
    name: Annotated[str | None, typer.Option(help="The name it was sent under.")] = None,
    report: Annotated[Path | None, typer.Option(help="Write every finding to this CSV.")] = None,
    annotate: Annotated[Path | None, typer.Option(help="Write the file back, marked, to this .xlsx.")] = None,
    as_json: JsonOption = False,
    store: StoreOption = None,
) -> None:
    """Give the same verdict and write nothing."""
    if insee is not None:
        deposits.check_deposits(paths, insee, name, store, as_json=as_json, report=report, marked=annotate)
        return
    _tell(use_case.check(paths, chosen(store), only=source), as_json=as_json)


def _bar(*, shown: bool) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, console=Console(stderr=True), disable=not shown, transient=True)


def _tell(reports: list[Report], *, as_json: bool) -> None:
    if not reports:
        say(finding("no_file", {}, "fr"))
        raise typer.Exit(MISUSED)
    for report in reports:
        text = json.dumps(as_object(report), ensure_ascii=False) if as_json else _sentences(report)
        sys.stdout.write(f"{text}\n")
    if any(report.outcome is Outcome.REJECT for report in reports):
        raise typer.Exit(REJECTED)


def as_object(report: Report) -> dict[str, Any]:
    """One file's report as the documented JSON object; messages in French."""
    errors = [one for one in report.findings if one.severity is Severity.ERROR]
    warnings = [one for one in report.findings if one.severity is Severity.WARNING]
    return {
        "file": report.file,
        "sha256": report.sha256,
        "kind": report.kind,
        "source": report.source,
        "vintage": report.vintage,
        "outcome": str(report.outcome),
        "code": report.code,
        "message": message(report),
        "rows_read": report.rows_read,
        "rows_accepted": report.rows_accepted,
        "rows_rejected": report.rows_rejected,
        "duplicates": report.duplicates,
        "findings": [_finding(one) for one in errors[:FINDINGS_SHOWN]] + _nearest(report),
        "findings_total": len(errors) + len(_nearest(report)),
        "warnings": [_finding(one) for one in warnings[:FINDINGS_SHOWN]],
        "batch": report.batch,
        "snapshot": report.snapshot,
    }


def message(report: Report) -> str:
    """What became of the file, in one French sentence."""
    if report.code is not None:
        return finding(report.code, dict(report.params), "fr")
    return report_sentence(
        rows_read=report.rows_read,
        rows_accepted=report.rows_accepted,
        rows_rejected=report.rows_rejected,
        duplicates=report.duplicates,
        language="fr",
        recorded=report.batch is not None,
    )


def _nearest(report: Report) -> list[dict[str, Any]]:
    """Of a file that no source recognises, each near source with all that it lacks: a sentence names three."""
    template = N_("{source} : il manque {missing}.")
    return [
        {
            "row": None,
            "column": None,
            "value": near["source"],
            "code": "missing_column",
            "message": translate(
                template, "fr", source=labels.source(near["source"], "fr"), missing=listing(near["missing"], "fr")
            ),
        }
        for near in report.params.get("nearest", ())
    ]


def _finding(one: Finding) -> dict[str, Any]:
    return {
        "row": one.row,
        "column": one.column,
        "value": one.value,
        "code": one.code,
        "message": row_finding(one.row, one.column, one.value, one.code, dict(one.params), "fr"),
    }


def _sentences(report: Report) -> str:
    """The verdict for a person: one line, then what must be put right."""
    lines = [f"{report.file} : {message(report)}"]
    lines += [f"  {_finding(one)['message']}" for one in report.findings[:FINDINGS_SHOWN]]
    hidden = len(report.findings) - FINDINGS_SHOWN
    return "\n".join(lines + ([f"  … {hidden}"] if hidden > 0 else []))
