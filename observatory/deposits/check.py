"""A file that somebody sends, judged from its first byte to its last line: the one code of the page and the command."""

import datetime as dt
from collections.abc import Mapping

import polars as pl

from observatory.deposits.checked import Checked
from observatory.deposits.depositor import Depositor
from observatory.deposits.layouts.mapping import DepositMapping
from observatory.settings import Settings


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
    raise NotImplementedError
