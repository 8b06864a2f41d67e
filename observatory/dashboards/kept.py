"""Dashboards in the store."""

from dataclasses import dataclass

from observatory.dashboards import files
from observatory.dashboards.contract import Dashboard
from observatory.errors import ObservatoryError
from observatory.store import Store
from observatory.store import dashboards as rows


@dataclass(frozen=True)
class Kept:
    """A dashboard under its number; `version` counts its changes."""

    number: int
    version: int
    dashboard: Dashboard


def standing(store: Store) -> tuple[Kept, ...]:
    """Every dashboard that can be read, the last changed first; one from a later observatory is left where it is."""
    found = []
    for row in rows.standing(store):
        try:
            found.append(_read(row))
        except ObservatoryError:
            continue
    return tuple(found)


def get(store: Store, number: int) -> Kept:
    """One dashboard. Raises ObservatoryError `dashboard_unknown`."""
    return _read(rows.get(store, number))


def add(store: Store, dashboard: Dashboard) -> Kept:
    """A new dashboard."""
    return _read(rows.add(store, files.written(dashboard)))


def change(store: Store, seen: Kept, dashboard: Dashboard) -> Kept:
    """Another version of a dashboard that was seen. Raises ObservatoryError `dashboard_changed` where it is another."""
    return _read(rows.change(store, seen.number, files.written(dashboard), after=seen.version))


def remove(store: Store, number: int) -> None:
    """Off the list."""
    rows.withdraw(store, number)


def bring_back(store: Store, number: int) -> Kept:
    """On the list again, as it was."""
    last = rows.history(store, number)[-1]
    return _read(rows.change(store, number, last.declared))


def _read(row: rows.Kept) -> Kept:
    return Kept(row.number, row.version, files.read(row.declared.encode()))
