"""What became of one file, and how its rows are counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import polars as pl

from observatory.errors import Finding, Outcome, Severity
from observatory.sources import Recognition
from observatory.sources.observe import WARNING_CODES, Observed


@dataclass(frozen=True)
class Report:
    """What became of one file. `rows_read` = accepted + rejected + duplicates.

    `code` and `params` say why a file was refused, or that it was already received; `batch` and `snapshot` are None
    where nothing was written or published.
    """

    file: str
    sha256: str
    outcome: Outcome
    kind: str | None = None
    source: str | None = None
    vintage: str | None = None
    code: str | None = None
    params: Mapping[str, Any] = field(default_factory=dict)
    rows_read: int = 0
    rows_accepted: int = 0
    rows_rejected: int = 0
    duplicates: int = 0
    findings: tuple[Finding, ...] = ()
    batch: int | None = None
    snapshot: int | None = None


@dataclass(frozen=True)
class Reading:
    """A file read and judged, nothing written yet."""

    report: Report
    observed: Observed | None = None
    recognition: Recognition | None = None


def judge(
    report: Report,
    observed: Observed,
    recognition: Recognition,
    *,
    warnings: Sequence[Finding],
    ragged: Sequence[Finding],
) -> Reading:
    """Count the rows, ragged lines included, and refuse a file of which more than half the rows are wrong."""
    apart = {finding.row for finding in ragged if finding.row is not None}
    rejected = observed.rows_rejected + len(apart)
    read = observed.rows_read + len(apart)
    vintages = sorted(observed.facts["vintage"].unique()) if "vintage" in observed.facts.columns else []
    report = replace(
        report,
        vintage=", ".join(vintages) or None,
        rows_read=read,
        rows_rejected=rejected,
        duplicates=observed.duplicates,
        findings=(*warnings, *ragged, *_as_findings(observed.findings)),
    )
    if read == 0:
        return Reading(replace(report, code="no_data"))
    if rejected * 2 > read:
        counts = {"rejected": rejected, "read": read}
        refused = replace(report, code="too_many_errors", params=counts, rows_rejected=read - observed.duplicates)
        return Reading(refused)
    outcome = Outcome.ACCEPT_WITH_ROW_ERRORS if rejected else Outcome.ACCEPT
    accepted = replace(report, outcome=outcome, rows_accepted=read - rejected - observed.duplicates)
    return Reading(accepted, observed, recognition)


def _as_findings(frame: pl.DataFrame) -> tuple[Finding, ...]:
    return tuple(
        Finding(
            code=line["code"],
            row=line["row"],
            column=line["column"],
            value=line["value"],
            severity=Severity.WARNING if line["code"] in WARNING_CODES else Severity.ERROR,
        )
        for line in frame.to_dicts()
    )
