"""The figures as they stood: a former snapshot, by its number or by a date, kept or built again from the events."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl

from observatory.errors import QuestionRefused
from observatory.store import snapshots
from observatory.store.place import Store
from observatory.store.snapshots import Snapshot
from observatory.store.writer import writing

TIMEZONE = ZoneInfo("Europe/Paris")
KEPT = 5  # files built again; the ones built first go
_NUMBER = re.compile(r"[0-9]{1,6}")
_DATE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ]([0-9]{2}:[0-9]{2}))?")


@dataclass(frozen=True)
class AsOf:
    """What is read: a snapshot, and until when the decisions kept beside it (targets) count; None for until now."""

    store: Store
    snapshot: Snapshot
    moment: datetime | None = None  # UTC, without a zone


def read_version(text: str) -> int | datetime:
    """The number of a snapshot, or the end (UTC) of the day or of the minute that a French date names.

    Raises QuestionRefused `version_unreadable`.

    >>> read_version("3"), read_version("2026-11-24")
    (3, datetime.datetime(2026, 11, 24, 22, 59, 59, 999999))
    """
    if _NUMBER.fullmatch(text):
        return int(text)
    found = _DATE.fullmatch(text)
    try:
        start = datetime.fromisoformat(f"{found[1]} {found[2] or '00:00'}" if found else "").replace(tzinfo=TIMEZONE)
    except ValueError as error:
        raise QuestionRefused("version_unreadable", value=text) from error
    span = timedelta(minutes=1) if found and found[2] else timedelta(days=1)
    return (start + span).astimezone(UTC).replace(tzinfo=None) - timedelta(microseconds=1)


def publications(newest: Snapshot) -> pl.DataFrame:
    """Every publication up to this one. Grain: one row each, oldest first; number, published_at (UTC)."""
    return newest.query("FROM publications ORDER BY number")


def as_of(store: Store, asked: str | None, *, data: Path) -> AsOf:
    """What stood at a date or under a number; the current snapshot where nothing is asked, or where it is that one.

    Of a number, the moment is that of the next publication: until then, it was what one saw. Raises ObservatoryError
    `store_empty`; QuestionRefused `version_unreadable`, `version_unknown`, `version_before_first`.
    """
    newest = snapshots.current(store)
    if asked is None:
        return AsOf(store, newest)
    wanted = read_version(asked)
    known = publications(newest)
    number = _number(known, wanted)
    after = known.filter(pl.col("number") > number)["published_at"]
    moment = wanted if isinstance(wanted, datetime) else after.min()
    if number < newest.number:
        return AsOf(store, _opened(store, number, data=data), moment)  # type: ignore[arg-type] # a column of moments
    is_past = isinstance(wanted, datetime) and wanted < datetime.now(UTC).replace(tzinfo=None)
    return AsOf(store, newest, wanted if is_past else None)  # type: ignore[arg-type]


def _number(known: pl.DataFrame, wanted: int | datetime) -> int:
    """The snapshot of that number, or the last one published by then."""
    numbers, moments = known["number"].to_list(), known["published_at"].to_list()
    if isinstance(wanted, int):
        if wanted not in numbers:
            first, last = moments[0], moments[-1]
            raise QuestionRefused(
                "version_unknown", number=wanted, oldest=numbers[0], newest=numbers[-1], since=first, until=last
            )
        return wanted
    if wanted < moments[0]:
        raise QuestionRefused("version_before_first", asked=wanted, oldest=numbers[0], since=moments[0])
    return int(max(number for number, moment in zip(numbers, moments, strict=True) if moment <= wanted))


def _opened(store: Store, number: int, *, data: Path) -> Snapshot:
    """The file that was published, or one built again: one that is gone, or that another version of us wrote."""
    rebuilt = store.former / store.snapshot(number).name
    found = _readable(store.snapshot(number), number) or _readable(rebuilt, number)
    return found or _again(store, rebuilt, number, data=data)


def _readable(path: Path, number: int) -> Snapshot | None:
    try:
        found = snapshots.opened(path, number)
    except FileNotFoundError:
        return None
    return found if found.layout == snapshots.LAYOUT else None


def _again(store: Store, path: Path, number: int, *, data: Path) -> Snapshot:
    """Build a file while no one writes; who waited meanwhile finds it built."""
    with writing(store) as con:
        found = _readable(path, number)
        if found is None:
            snapshots.rebuild_at(con, store, path, number, data=data)
            found = snapshots.opened(path, number)
            built = sorted(store.former.glob("*.duckdb"), key=lambda file: file.stat().st_mtime_ns)
            for old in built[:-KEPT]:
                old.unlink()
    return found
