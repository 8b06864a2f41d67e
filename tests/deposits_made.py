"""Deposits made by hand: what a file would have given, without reading one."""

from collections.abc import Iterable
from datetime import date
from hashlib import sha256

import polars as pl

from observatory.access import Role, User
from observatory.deposits.checked import ACCEPTED, FILE_ROWS, Checked
from observatory.deposits.loop import Mode, Receipt, publish, transmit
from observatory.deposits.loop.standing import standing
from observatory.errors import Finding, Outcome
from observatory.schemas.site_use import SiteUse
from observatory.settings import Settings
from observatory.store import Store

HERE, THERE = "38151", "38185"
ADVISER = User("adviser", Role.ADVISER, None)
SECRETARY = User("secretary", Role.COMMUNE, frozenset({HERE}))
Line = tuple[str, int, float]  # site, month of 2023, MWh


def rows(lines: Iterable[Line], insee_code: str = HERE, year: int = 2023) -> pl.DataFrame:
    """Bills of electricity, one meter a site."""
    made = [
        {
            "insee_code": insee_code,
            "site": site,
            "meter": f"PDL {site}",
            "fluid": "electricity",
            "period_start": date(year, month, 1),
            "period_end": date(year, month, 28),
            "nature": "bill",
            "reading": "actual",
            "quantity": mwh * 1000,
            "unit": "kWh",
            "energy_mwh": mwh,
            "cost_ttc_eur": mwh * 200,
            "row": row,
        }
        for row, (site, month, mwh) in enumerate(lines, start=2)
    ]
    return SiteUse.validate(pl.DataFrame(made, schema=SiteUse.create_empty().schema), cast=True)


def checked(content: bytes, *parts: pl.DataFrame, rejected: int = 0, findings: tuple[Finding, ...] = ()) -> Checked:
    """The verdict on a file of those rows, and of some that were wrong."""
    frame = pl.concat(parts)
    file_rows = frame.select("sheet", "row", "insee_code", fate=pl.lit(ACCEPTED)).cast(dict(FILE_ROWS))
    return Checked(
        file="relevés 2023.xlsx",
        sha256=sha256(content).hexdigest(),
        outcome=Outcome.ACCEPT_WITH_ROW_ERRORS if rejected else Outcome.ACCEPT,
        kind="xlsx",
        layout="template",
        rows_read=frame.height + rejected,
        rows_accepted=frame.height,
        rows_rejected=rejected,
        rows=frame,
        file_rows=file_rows,
        findings=findings,
    )


def send(
    settings: Settings,
    lines: Iterable[Line],
    *,
    insee_code: str = HERE,
    mode: Mode = Mode.COMPLETE,
    user: User = ADVISER,
    year: int = 2023,
) -> Receipt:
    """Send a file whose bytes say its lines."""
    frame = rows(lines, insee_code, year)
    content = frame.write_csv().encode()
    return transmit(checked(content, frame), content, user, settings, mode=mode)[0]


def sent_and_published(settings: Settings, lines: Iterable[Line], **how: object) -> Receipt:
    """Send it, and have the adviser publish it."""
    receipt = send(settings, lines, **how)  # type: ignore[arg-type]
    decision = publish([receipt.number], ADVISER, settings)[0]
    assert decision.refusal is None
    return decision.receipt


def stands(settings: Settings, insee_code: str = HERE) -> dict[tuple[str, int], float]:
    """What pages read of a commune: MWh by site and month."""
    frame = standing(Store(settings.store), [insee_code])
    return {
        (site, start.month): mwh for site, start, mwh in frame.select("site", "period_start", "energy_mwh").iter_rows()
    }
