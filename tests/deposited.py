"""Deposits that tests publish: invented bills of a commune, written as the loop of deposits writes them."""

import hashlib
from collections.abc import Iterable
from datetime import date
from itertools import count

import polars as pl

from observatory.answers.patrimoine.lens import Seen
from observatory.schemas.site import Site
from observatory.schemas.site_use import SiteUse
from observatory.store import Store, batches, private, site_use
from observatory.store.writer import transaction, writing

COMMUNE = "38151"  # Échirolles; every bill here is invented
_NUMBERS = count(1)


def bill(site: str, first: str, last: str, mwh: float | None = None, **said: object) -> dict[str, object]:
    """One line of a table: electricity of a site between two days, in MWh, with what else is said."""
    quantity = said.pop("m3", mwh)
    fluid = said.get("fluid", "electricity")
    known: dict[str, object] = {
        "insee_code": COMMUNE, "site": site, "meter": "", "fluid": fluid,
        "period_start": date.fromisoformat(first), "period_end": date.fromisoformat(last), "nature": "bill",
        "reading": "actual", "quantity": quantity, "unit": "m3" if fluid == "water" else "MWh", "row": next(_NUMBERS),
        "energy_mwh": None if fluid == "water" else quantity, "water_m3": quantity if fluid == "water" else None,
    }  # fmt: skip
    return dict.fromkeys(SiteUse.column_names()) | known | said


def year(site: str, of: int, mwh: float | None = None, **said: object) -> dict[str, object]:
    """One bill for a whole calendar year."""
    return bill(site, f"{of}-01-01", f"{of}-12-31", mwh, **said)


def table(lines: Iterable[dict[str, object]]) -> pl.DataFrame:
    """The lines as a deposit stages them."""
    schema = {name: column.dtype for name, column in SiteUse.columns().items()}
    return SiteUse.validate(pl.DataFrame(list(lines), schema=schema), cast=True)


def seen_of(lines: Iterable[dict[str, object]], *sites: Site, whole: bool = True) -> Seen:
    """What an adviser sees of these lines."""
    rows = table(lines).with_columns(source=pl.lit(site_use.DEPOSIT))
    return Seen(COMMUNE, rows, sites, site_use.DEPOSIT, (site_use.DEPOSIT,), whole)


def publish(store: Store, lines: Iterable[dict[str, object]]) -> int:
    """Deposit lines and publish them at once. Returns the batch."""
    rows = table(lines)
    digest = hashlib.sha256(rows.write_csv().encode()).hexdigest()
    said = batches.Batch(
        sha256=digest, file="factures.xlsx", kind="xlsx", source=site_use.DEPOSIT, vintage=None, outcome="accept", code=None,
        rows_read=rows.height, rows_accepted=rows.height, rows_rejected=0, duplicates=0,
    )  # fmt: skip
    nothing = pl.DataFrame(schema=dict.fromkeys(("row", "column", "value", "code"), pl.String))
    with writing(store) as con:
        with transaction(con):
            number = batches.record(con, said, findings=nothing, facts=None, fact=None)
            site_use.add(con, number, rows)
            batches.accept(con, number)
        private.catch_up(con, store, kept=20)
    return number


def five_years() -> list[dict[str, object]]:
    """Five years of an invented commune: a school and its two meters, a town hall, lights until a transfer, water, fuel oil.

    Without the lights, 2020 to 2024 is 200, 190, 180, 170, 160 MWh; the lights use 100 MWh a year, and 2024 has none.
    """
    lines = []
    for at, of in enumerate(range(2020, 2025)):
        price = 150.0 + 10 * at
        lines += [
            year("École", of, 70.0 - 5 * at, meter="A1", cost_ttc_eur=(70.0 - 5 * at) * price),
            year("École", of, 30.0, meter="A2", cost_ttc_eur=30.0 * price),
            year("Mairie", of, 100.0 - 5 * at, fluid="gas", cost_ttc_eur=(100.0 - 5 * at) * 80.0),
            year("École", of, m3=400.0 - 10 * at, fluid="water", cost_ttc_eur=(400.0 - 10 * at) * 4.0),
            bill(
                "Salle",
                f"{of}-10-15",
                f"{of}-10-15",
                20.0 + at,
                fluid="fuel_oil",
                nature="delivery",
                cost_ttc_eur=2000.0,
            ),
        ]
        if of < 2024:
            lines.append(year("Éclairage", of, 100.0, cost_ttc_eur=100.0 * price))
    return lines
