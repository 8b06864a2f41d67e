"""Whose eyes read the sites of a commune: all of them, what the commune agreed to show, or nothing.

Agreement is that of the moment at which one reads, whatever the version of the figures: one that is taken back is gone
at once. What all may see has no dwelling, no meter's number and no comment.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

import polars as pl

from observatory.access import Action, Object, User, allowed
from observatory.errors import QuestionRefused
from observatory.schemas.site import Site
from observatory.store import Store, private, sites
from observatory.store.site_use import DEPOSIT
from observatory.store.snapshots import Snapshot
from observatory.vocabulary import HOUSING

LINES = """
    SELECT source, insee_code, site, meter, fluid, period_start, period_end, nature, reading, quantity, unit,
        energy_mwh, water_m3, cost_ht_eur, cost_ttc_eur, fixed_cost_eur, comment, "row"
    FROM site_use WHERE insee_code = $commune ORDER BY ALL
"""
OF_DEPOSITS = LINES.replace("SELECT source,", f"SELECT '{DEPOSIT}' AS source,")


@dataclass(frozen=True)
class Lens:
    """A user, and the private snapshot and the communes' decisions of the moment."""

    store: Store
    user: User
    private: Snapshot | None
    agreed: frozenset[str]
    revision: int  # of what communes say of their sites

    def sees(self, insee_code: str) -> bool:
        """Whether the user may see the commune's own sites, all of them."""
        return allowed(self.user, Action.SEE_SITES, Object(insee_code))


@dataclass(frozen=True, eq=False)
class Seen:
    """The lines of a commune that a user may see, of one source, and what the commune says of its sites.

    `lines` has `SiteUse`'s columns and `source`; `sources` are those to choose among, the commune's own first. `whole`
    is False where dwellings, meters' numbers and comments are left out.
    """

    insee_code: str
    lines: pl.DataFrame
    sites: tuple[Site, ...]
    source: str
    sources: tuple[str, ...]
    whole: bool

    @property
    def described(self) -> dict[str, Site]:
        """Site -> what the commune says of it."""
        return {site.name: site for site in self.sites}


def lens(store: Store, user: User, *, at: datetime | None = None) -> Lens:
    """What a user may see now, of the deposits of now or of those that counted at a moment (UTC)."""
    return Lens(store, user, private.as_of(store, at), sites.agreed(store), sites.revision(store))


@lru_cache(maxsize=32)
def seen(snapshot: Snapshot, through: Lens, insee_code: str, source: str | None = None) -> Seen:
    """The lines of a commune. Two sources are never added: the commune's own deposits, or else what is published.

    Raises QuestionRefused `not_allowed` where the user may not see the commune's sites and nothing of them is public.
    """
    deposited = through.private.query(OF_DEPOSITS, {"commune": insee_code}) if through.private else _none(snapshot)
    whole = through.sees(insee_code)
    shown = deposited if whole or insee_code in through.agreed else deposited.clear()
    lines = pl.concat([shown, snapshot.query(LINES, {"commune": insee_code})], how="vertical_relaxed")
    if not whole and lines.is_empty():  # the same whether or not something was deposited
        raise QuestionRefused("not_allowed", action=str(Action.SEE_SITES), insee_code=insee_code)
    known = tuple(sorted(lines["source"].unique(), key=lambda key: (key != DEPOSIT, key)))
    chosen = source if source is not None and source in known else next(iter(known), DEPOSIT)
    described = sites.of_commune(through.store, insee_code)
    kept = lines.filter(pl.col("source") == chosen)
    if not whole:
        kept, described = _for_all(kept, described)
    return Seen(insee_code, kept, described, chosen, known, whole)


def _none(snapshot: Snapshot) -> pl.DataFrame:
    return snapshot.query(LINES, {"commune": ""})


def _for_all(lines: pl.DataFrame, described: tuple[Site, ...]) -> tuple[pl.DataFrame, tuple[Site, ...]]:
    """Without dwellings, meters' numbers and comments."""
    dwellings = [site.name for site in described if site.kind == HOUSING]
    kept = lines.filter(~pl.col("site").is_in(dwellings))
    # Meters stay apart, so that the days that each covers are counted, and bear no number of their own.
    number = pl.col("meter").rank("dense").over("site", "fluid").cast(pl.String)
    hidden = kept.with_columns(meter=number, comment=pl.lit(None, dtype=pl.String))
    return hidden, tuple(site for site in described if site.kind != HOUSING)
