"""Which communes an EPCI is read with: today's, or those of a year whose perimeter is known; and what differs."""

import polars as pl

from observatory.answers.contract import Note
from observatory.errors import QuestionRefused
from observatory.store import totals
from observatory.store.snapshots import Snapshot
from observatory.territory import Kind, Territory, dated_name

TODAY = "insee_cog"  # the source whose vintage is the year of today's communes


@totals.remembered
def known_years(snapshot: Snapshot, territory: Territory) -> tuple[int, ...]:
    """The years whose perimeter of an EPCI is known, the newest first; none of another kind of territory."""
    if territory.kind is not Kind.EPCI:
        return ()
    siren = territory.in_perimeter(None).key
    found = totals.table(snapshot, "perimeters").filter(pl.col("siren") == siren)
    return tuple(found["year"].unique().sort(descending=True))


def year(snapshot: Snapshot, territory: Territory) -> int | None:
    """The year of the perimeter that an EPCI is read with, today's or a past one; None of another territory."""
    return (territory.perimeter_year or _today(snapshot)) if territory.kind is Kind.EPCI else None


def _today(snapshot: Snapshot) -> int:
    """The year of today's communes and of the EPCI that hold them."""
    return int(totals.table(snapshot, "sources").filter(pl.col("key") == TODAY)["vintage"][0])


def name(snapshot: Snapshot, territory: Territory) -> str:
    """The name that an EPCI had in the year of its perimeter, with that year: today's is another territory.

    Raises QuestionRefused `perimeter_unknown` with the years that are known, `territory_unknown` where none is.
    """
    found = totals.table(snapshot, "perimeters").filter(pl.col("perimeter") == territory.key)
    if not found.is_empty():
        return dated_name(found["epci_name"][0], found["year"][0])
    bare = territory.in_perimeter(None)
    now = totals.table(snapshot, "epci").filter(pl.col("siren") == bare.key)["name"]
    years = sorted(known_years(snapshot, territory))
    if now.is_empty() and not years:
        raise QuestionRefused("territory_unknown", territory=str(territory))
    about = {"name": now[0]} if len(now) else {}
    raise QuestionRefused("perimeter_unknown", territory=str(bare), year=territory.perimeter_year, years=years, **about)


def notes(snapshot: Snapshot, territory: Territory) -> list[Note]:
    """What differs between the perimeter that an EPCI is read with and the others known, and what was carried over."""
    if territory.kind is not Kind.EPCI:
        return []
    if territory.perimeter_year is None:
        return _since_the_past(snapshot, territory)
    then = totals.table(snapshot, "perimeters").filter(pl.col("perimeter") == territory.key)
    found = [_since(snapshot, territory, territory.perimeter_year)]
    merged = then.drop_nulls("merged_from")
    if not merged.is_empty():
        found.append(Note("perimeter_merged", {"names": _names(snapshot, merged["insee_code"])}))
    if rejected := int(then["rejected_rows"].max() or 0):  # type: ignore[arg-type]
        found.append(Note("perimeter_incomplete", {"count": rejected}))
    return found


def _since_the_past(snapshot: Snapshot, territory: Territory) -> list[Note]:
    """Of today's perimeter: what changed since the newest one known that differs."""
    for known in known_years(snapshot, territory):
        moved = _moved(snapshot, territory.in_perimeter(known))
        if any(moved.values()):
            return [_changed("perimeter_of_today", known, _today(snapshot), moved)]
    return []


def _since(snapshot: Snapshot, past: Territory, since: int) -> Note:
    """Of a past perimeter: what changed until today."""
    if totals.members(snapshot, past.in_perimeter(None)).is_empty():
        return Note("perimeter_gone", {"since": since})
    moved = _moved(snapshot, past)
    if not any(moved.values()):
        return Note("perimeter_unchanged", {"since": since, "year": _today(snapshot)})
    return _changed("perimeter_of_year", since, _today(snapshot), moved)


def _changed(code: str, since: int, until: int, moved: dict[str, list[str]]) -> Note:
    return Note(code, {"since": since, "year": until, **{side: names for side, names in moved.items() if names}})


def _moved(snapshot: Snapshot, past: Territory) -> dict[str, list[str]]:
    """Communes `entered` since a past perimeter, and those that `left` it."""
    then, now = totals.members(snapshot, past), totals.members(snapshot, past.in_perimeter(None))
    return {
        side: one.join(other, on="insee_code", how="anti")["name"].sort().to_list()
        for side, one, other in (("entered", now, then), ("left", then, now))
    }


def _names(snapshot: Snapshot, codes: pl.Series) -> list[str]:
    known = totals.table(snapshot, "communes").filter(pl.col("insee_code").is_in(codes.implode()))
    return known["name"].sort().to_list()
