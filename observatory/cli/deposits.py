"""What a commune sends, on the command line: its verdict, and the template to fill in."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from observatory.access import LOCAL
from observatory.cli.common import MISUSED, REJECTED, StoreOption, chosen, say
from observatory.deposits import loop
from observatory.deposits.check import check
from observatory.deposits.checked import Checked
from observatory.deposits.communes import register as communes
from observatory.deposits.depositor import Depositor
from observatory.errors import Finding, Outcome, QuestionRefused
from observatory.exports.annotated import annotated, findings_table
from observatory.settings import Settings
from observatory.wording.deposit_questions import choice, question
from observatory.wording.sentences import finding, row_finding
from observatory.wording.sentences import report as report_sentence
from observatory.wording.template import known_meters, template_words
from observatory.workbook.template import write_template

SHOWN = 200


def register(app: typer.Typer) -> None:
    """Add the command of this module; `check` is with the other files."""
    app.command()(template)


def template(
    out: Annotated[Path, typer.Argument(help="Where to write it (.xlsx).")],
    insee: Annotated[
        str | None, typer.Option("--as", help="Fill in this commune's code, name, sites and meters.")
    ] = None,
    store: StoreOption = None,
) -> None:
    """Write the template that communes fill in."""
    commune, meters = None, []
    if insee is not None:
        options = chosen(store)
        commune = (depositor_of(insee, options).communes[0], communes(options.data).name(insee))
        meters = known_meters(loop.meters(insee, LOCAL, options))
    out.write_bytes(write_template(template_words("fr"), commune=commune, meters=meters))
    say(str(out))


def check_deposits(
    paths: Sequence[Path],
    insee: str,
    name: str | None,
    store: Path | None,
    *,
    as_json: bool,
    report: Path | None,
    marked: Path | None,
) -> None:
    """Judge files as those of one commune, as the page does; leave with 3 where one of them is refused.

    `report` receives every finding, `marked` the last file with them in its cells, where it can be read.
    Raises QuestionRefused `territory_unknown`.
    """
    if not all(path.is_file() for path in paths):
        say(finding("no_file", {}, "fr"))
        raise typer.Exit(MISUSED)
    options = chosen(store)
    depositor = depositor_of(insee, options)
    contents = [path.read_bytes() for path in paths]
    verdicts = [
        check(content, path.name if name is None else name, depositor, options)
        for content, path in zip(contents, paths, strict=True)
    ]
    if marked is not None and verdicts[-1].kind is not None:
        marked.write_bytes(_marked(contents[-1], verdicts[-1], depositor))
    if report is not None:
        report.write_text(findings_table({each.file: each.findings for each in verdicts}), encoding="utf-8-sig")
    _tell(verdicts, as_json=as_json)


def _tell(verdicts: Sequence[Checked], *, as_json: bool) -> None:
    for checked in verdicts:
        text = json.dumps(as_object(checked), ensure_ascii=False) if as_json else _sentences(checked)
        sys.stdout.write(f"{text}\n")
    if any(checked.outcome is Outcome.REJECT for checked in verdicts):
        raise typer.Exit(REJECTED)


def depositor_of(insee: str, options: Settings) -> Depositor:
    """Whoever sends for one commune."""
    if communes(options.data).current.get(insee) != insee:
        raise QuestionRefused("territory_unknown", territory=insee)
    return Depositor((insee,))


def as_object(checked: Checked) -> dict[str, Any]:
    """The verdict as the documented JSON object: that of `ingest`, with the layout and the questions."""
    return {
        "file": checked.file,
        "sha256": checked.sha256,
        "kind": checked.kind,
        "layout": checked.layout,
        "outcome": str(checked.outcome),
        "code": checked.code,
        "message": message(checked),
        "rows_read": checked.rows_read,
        "rows_accepted": checked.rows_accepted,
        "rows_rejected": checked.rows_rejected,
        "duplicates": checked.duplicates,
        "findings": [_finding(one) for one in checked.errors[:SHOWN]],
        "findings_total": len(checked.errors),
        "warnings": [_finding(one) for one in checked.warnings[:SHOWN]],
        "warnings_total": len(checked.warnings),
        "questions": [
            {
                "key": one.key,
                "code": one.code,
                "message": question(one.code, one.params, one.rows, "fr"),
                "choices": {code: choice(code, "fr") for code in one.choices},
                "sheet": one.sheet,
                "rows": one.rows,
            }
            for one in checked.questions
        ],
    }


def message(checked: Checked) -> str:
    """What became of the file, in one French sentence."""
    if checked.code is not None:
        return finding(checked.code, dict(checked.params), "fr")
    return report_sentence(
        rows_read=checked.rows_read,
        rows_accepted=checked.rows_accepted,
        rows_rejected=checked.rows_rejected,
        duplicates=checked.duplicates,
        language="fr",
        recorded=False,
    )


def _marked(content: bytes, checked: Checked, depositor: Depositor) -> bytes:
    refusal = (checked.code, checked.params) if checked.code else None
    return annotated(
        content,
        checked.file,
        checked.findings,
        limits=depositor.limits,
        mapping=checked.mapping,
        refusal=refusal,
    )


def _finding(one: Finding) -> dict[str, Any]:
    return {
        "sheet": one.params.get("sheet"),
        "row": one.row,
        "column": one.column,
        "value": one.value,
        "code": one.code,
        "message": row_finding(one.row, one.column, one.value, one.code, dict(one.params), "fr"),
    }


def _sentences(checked: Checked) -> str:
    """The verdict for a person: one line, then what must be put right."""
    lines = [f"{checked.file} : {message(checked)}"]
    lines += [f"  {_finding(one)['message']}" for one in checked.findings[:SHOWN]]
    hidden = len(checked.findings) - SHOWN
    return "\n".join(lines + ([f"  … {hidden}"] if hidden > 0 else []))
