"""A file that somebody sends, judged from its first byte to its last line: the one code of the page and the command."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

import polars as pl

from observatory.deposits.checked import FILE_ROWS, REJECTED, Checked, Counts, counted
from observatory.deposits.communes import REFUSING, explained, register
from observatory.deposits.depositor import Depositor
from observatory.deposits.found import as_findings
from observatory.deposits.layouts import understand
from observatory.deposits.layouts.mapping import DepositMapping
from observatory.deposits.lines import Lines
from observatory.deposits.naming import check_name
from observatory.deposits.rules import WARNING_CODES, Judged, judge
from observatory.errors import FileRejected, Finding, Outcome, Severity
from observatory.settings import Settings
from observatory.store.archive import digest_of
from observatory.workbook.cells import read_tables


def check(
    content: bytes,
    name: str,
    depositor: Depositor,
    settings: Settings,
    *,
    mapping: DepositMapping | None = None,
    answers: Mapping[str, str] | None = None,
    history: pl.DataFrame | None = None,
    today: dt.date | None = None,
) -> Checked:
    """Judge one file; write nothing.

    `answers` settle questions of an earlier look at the same file. `history` are the lines that the commune has already
    (columns of `SiteUse`); without it nothing is compared with the past. Never raises: a refusal is a verdict.
    """
    verdict = Checked(file=name, sha256=digest_of(content), outcome=Outcome.REJECT)
    try:
        check_name(name)
        tables = read_tables(content, name, limits=depositor.limits)
        verdict = replace(verdict, kind=str(tables[0].kind), findings=_of_the_file(tables[0].warnings))
        lines = understand(tables, mapping=mapping)
    except FileRejected as refusal:
        return replace(verdict, code=refusal.code, params=refusal.params)
    known, now = register(settings.data), today or dt.datetime.now(dt.UTC).date()
    judged = judge(lines, depositor, known=known, today=now, answers=answers or {}, history=history)
    return _concluded(replace(verdict, layout=lines.layout, mapping=lines.mapping), lines, judged, settings)


def _of_the_file(warnings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    return tuple(each for each in warnings if "sheet" not in each.params)


def _concluded(verdict: Checked, lines: Lines, judged: Judged, settings: Settings) -> Checked:
    """Count the rows, and tell what would be kept where the file is not refused."""
    known = register(settings.data)
    findings = as_findings(
        judged.found,
        lines,
        warning_codes=WARNING_CODES,
        explained=dict.fromkeys(REFUSING, partial(explained, known=known)),
    )
    file_rows = pl.concat([judged.file_rows, _ragged(lines)])
    counts = counted(file_rows)
    verdict = replace(
        verdict,
        findings=(*lines.findings, *findings),
        questions=judged.questions,
        rows_read=counts.read,
        rows_rejected=counts.read - counts.duplicates,
        duplicates=counts.duplicates,
    )
    refused = _refused(counts, findings)
    if refused is not None:
        return replace(verdict, code=refused.code, params=refused.params)
    return replace(
        verdict,
        outcome=Outcome.ACCEPT_WITH_ROW_ERRORS if counts.rejected else Outcome.ACCEPT,
        rows_accepted=counts.accepted,
        rows_rejected=counts.rejected,
        rows=judged.rows,
        file_rows=file_rows,
    )


class _Refusal(NamedTuple):
    code: str
    params: Mapping[str, Any]


def _refused(counts: Counts, findings: Sequence[Finding]) -> _Refusal | None:
    """Why the whole file is refused: nothing in it, a line that may be somebody else's, more wrong lines than good."""
    if counts.read == 0:
        return _Refusal("no_data", {})
    elsewhere = next((each for each in findings if each.code in REFUSING), None)
    if elsewhere is not None:
        return _Refusal(elsewhere.code, {"value": elsewhere.value, **elsewhere.params})
    if counts.rejected * 2 > counts.read:
        return _Refusal("too_many_errors", {"rejected": counts.rejected, "read": counts.read})
    return None


def _ragged(lines: Lines) -> pl.DataFrame:
    """The records that do not fit their table are rows that were read, of no known commune."""
    apart: list[dict[str, Any]] = [
        {"sheet": each.params.get("sheet"), "row": each.row, "insee_code": None, "fate": REJECTED}
        for each in lines.findings
        if each.row is not None and each.severity is Severity.ERROR
    ]
    return pl.DataFrame(apart, schema=FILE_ROWS)
