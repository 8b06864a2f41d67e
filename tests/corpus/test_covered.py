"""The corpus has at least two different files for each code that a file of a commune may meet."""

from collections import defaultdict
from pathlib import Path

import pytest

from observatory.wording.sentences import CODES, row_finding
from tests.corpus import accepted, rejected, rows, warned
from tests.corpus.making import Case

REFUSALS = [
    "file_empty",
    "file_too_large",
    "file_damaged",
    "file_encrypted",
    "format_unsupported",
    "format_mismatch",
    "archive_too_large",
    "archive_suspicious",
    "xml_dtd_forbidden",
    "macro_forbidden",
    "formula_forbidden",
    "sheet_too_large",
    "no_data",
    "choose_sheet",
    "missing_column",
    "duplicate_header",
    "csv_quotes",
    "csv_delimiter",
    "csv_line_too_long",
    "encoding_mixed",
    "commune_unknown",
    "commune_mismatch",
    "not_your_commune",
    "too_many_errors",
    "name_refused",
    "unrecognised",
]
ROW_ERRORS = [
    "cell_error",
    "formula_not_calculated",
    "not_a_number",
    "number_ambiguous",
    "out_of_range",
    "negative",
    "text_too_long",
    "missing_code",
    "missing_value",
    "unit_unknown",
    "fluid_unknown",
    "period_invalid",
    "period_out_of_range",
    "period_is_a_number",
    "period_not_month",
    "duplicate_conflict",
    "field_count",
]
# `already_received` is said by the store, which knows what it has.
WARNINGS = [
    "insee_repadded",
    "extension_corrected",
    "name_differs",
    "encoding_cp1252",
    "duplicate_identical",
    "total_ignored",
    "meter_digits_lost",
    "unit_suspect",
    "sudden_zero",
    "jump",
    "gap",
    "hidden_rows",
    "hidden_sheet_ignored",
    "external_link_ignored",
    "formula_value_used",
]
CASES = (*accepted.CASES, *rejected.CASES, *rows.CASES, *warned.CASES)


def _files_by_code() -> dict[str, set[bytes]]:
    found = defaultdict[str, set[bytes]](set)
    for case in CASES:
        for code in {case.code, *(code for _, code in (*case.errors, *case.warnings))} - {None}:
            found[str(code)].add(case.content + case.name.encode())
    return found


@pytest.mark.parametrize("code", [*REFUSALS, *ROW_ERRORS, *WARNINGS])
def test_every_code_has_two_files(code: str) -> None:
    """Each documented code is expected of two different files at least."""
    assert len(_files_by_code()[code]) >= 2


def test_as_many_good_files() -> None:
    """There are as many good files as documented codes."""
    assert len(accepted.CASES) >= len({*REFUSALS, *ROW_ERRORS, *WARNINGS})


def test_labels_are_distinct() -> None:
    """No two files of the corpus have one label."""
    labels = [case.label for case in CASES]
    assert sorted(set(labels)) == sorted(labels)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_every_code_has_its_sentence(case: Case) -> None:
    """Each code that the corpus expects is worded, and its sentence names no path of this machine."""
    for code in {case.code, *(code for _, code in (*case.errors, *case.warnings))} - {None}:
        assert code in CODES
        assert str(Path.cwd()) not in row_finding(2, "consommation", "x", str(code), {}, "fr")
