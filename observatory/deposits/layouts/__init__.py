"""Tables of any layout into lines of one."""

from collections.abc import Sequence

from observatory.deposits.layouts.mapping import DepositMapping
from observatory.deposits.layouts.template import read_template, refuse
from observatory.deposits.lines import Lines
from observatory.workbook.cells import Cells


def understand(tables: Sequence[Cells], *, mapping: DepositMapping | None = None) -> Lines:  # noqa: ARG001
    """Bring a file's tables to the template's columns.

    Raises FileRejected `missing_column`, `duplicate_header`, `choose_sheet`, `unrecognised`.
    """
    lines = read_template(tables)
    if lines is None:
        raise refuse(tables)
    return lines
