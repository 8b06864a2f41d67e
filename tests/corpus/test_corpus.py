"""Files as communes send them, the good and the bad: each becomes exactly what the rules say."""

import datetime as dt
import time

import pytest

from observatory.deposits.check import check
from observatory.deposits.checked import Checked
from observatory.deposits.depositor import Depositor
from observatory.settings import settings
from tests.corpus import accepted, rejected, rows, warned
from tests.corpus.making import REJECT, Case

TODAY = dt.date(2026, 11, 25)
CASES = (*accepted.CASES, *rejected.CASES, *rows.CASES, *warned.CASES)
SECONDS = 10


def judged(case: Case) -> Checked:
    """The verdict on a file of the corpus."""
    depositor = Depositor(case.communes, splits=len(case.communes) > 1)
    return check(
        case.content,
        case.name,
        depositor,
        settings(),
        answers=case.answers,
        history=case.history,
        today=TODAY,
    )


@pytest.mark.parametrize("case", CASES, ids=str)
def test_every_file_becomes_what_the_rules_say(case: Case) -> None:
    """Outcome, code, counts, and the row and code of each error and warning are exactly those expected, in 10 s."""
    start = time.monotonic()
    checked = judged(case)
    assert time.monotonic() - start < SECONDS
    assert (str(checked.outcome), checked.code) == (case.outcome, case.code)
    counts = (checked.rows_read, checked.rows_accepted, checked.rows_rejected, checked.duplicates)
    assert counts == (case.read, case.accepted, case.rejected, case.duplicates)
    assert sorted((each.row or 0, each.code) for each in checked.errors) == sorted(
        (row or 0, code) for row, code in case.errors
    )
    warned = sorted((each.row or 0, each.code) for each in checked.warnings)
    assert warned == sorted((row or 0, code) for row, code in case.warnings)
    if case.outcome != REJECT:
        assert checked.rows.height == (case.accepted if case.staged is None else case.staged)
