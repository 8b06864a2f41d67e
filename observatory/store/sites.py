"""What communes say of their sites, and whether all may see them; each change is one more version."""

import sqlite3
from datetime import UTC, datetime

from observatory.errors import ObservatoryError
from observatory.schemas.site import Site
from observatory.store import control
from observatory.store.place import Store


def of_commune(store: Store, insee_code: str) -> tuple[Site, ...]:
    """Every site that a commune described, as it last did, by name."""
    with control.reading(store) as connection:
        if not _there(connection, "site_versions"):
            return ()
        rows = connection.execute(  # type: ignore[union-attr] # it is there
            """SELECT declared FROM site_versions AS one WHERE insee_code = ? AND version = (
                   SELECT max(version) FROM site_versions AS other
                   WHERE other.insee_code = one.insee_code AND other.site = one.site) ORDER BY site""",
            [insee_code],
        ).fetchall()
    return tuple(Site.model_validate_json(row["declared"]) for row in rows)


def describe(store: Store, insee_code: str, *sites: Site, author: str) -> None:
    """Say what sites of a commune are, all or none; a site already described has one more version.

    Raises ObservatoryError `site_dates_cross` where a site ends before it opens.
    """
    for site in sites:
        if site.opened is not None and site.until is not None and site.until < site.opened:
            raise ObservatoryError("site_dates_cross", site=site.name, opened=site.opened, until=site.until)
    with control.deciding(store) as connection:
        for site in sites:
            version = _next(connection, "site_versions", "insee_code = ? AND site = ?", [insee_code, site.name])
            connection.execute(
                "INSERT INTO site_versions VALUES (?, ?, ?, ?, ?, ?)",
                [insee_code, site.name, version, _now(), author, site.model_dump_json()],
            )


def agree(store: Store, insee_code: str, *, agreed: bool, author: str) -> None:
    """Let all see a commune's sites, or no longer."""
    with control.deciding(store) as connection:
        version = _next(connection, "site_agreements", "insee_code = ?", [insee_code])
        connection.execute(
            "INSERT INTO site_agreements VALUES (?, ?, ?, ?, ?)", [insee_code, version, int(agreed), _now(), author]
        )


def agreed(store: Store) -> frozenset[str]:
    """The communes whose sites all may see, at this moment."""
    with control.reading(store) as connection:
        if not _there(connection, "site_agreements"):
            return frozenset()
        rows = connection.execute(  # type: ignore[union-attr] # it is there
            """SELECT insee_code FROM site_agreements AS one WHERE agreed = 1 AND version = (
                   SELECT max(version) FROM site_agreements AS other WHERE other.insee_code = one.insee_code)"""
        ).fetchall()
    return frozenset(row["insee_code"] for row in rows)


def revision(store: Store) -> int:
    """A number that moves with every description: what is remembered of sites is remembered under it."""
    with control.reading(store) as connection:
        if not _there(connection, "site_versions"):
            return 0
        (count,) = connection.execute("SELECT count(*) FROM site_versions").fetchone()  # type: ignore[union-attr]
    return int(count)


def _there(connection: sqlite3.Connection | None, table: str) -> bool:
    """Whether the database has the table yet: one of an older program does not until its next decision."""
    return connection is not None and bool(
        connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", [table]).fetchone()
    )


def _next(connection: sqlite3.Connection, table: str, which: str, values: list[str]) -> int:
    row = connection.execute(f"SELECT coalesce(max(version), 0) + 1 FROM {table} WHERE {which}", values)
    (number,) = row.fetchone()
    return int(number)


def _now() -> str:
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0).isoformat()
