"""Read-only links to a dashboard: made, opened, counted without a word of who opened them, and revoked."""

import sqlite3
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from observatory.errors import ObservatoryError
from observatory.store import codes, control
from observatory.store.place import Store

LETTERS = 12
TABLE = "links"
_READ = f"""SELECT one.*, (SELECT coalesce(sum(openings), 0) FROM link_openings WHERE code = one.code) AS openings
    FROM {TABLE} AS one"""


@dataclass(frozen=True)
class Link:
    """What a link reaches, for whom it was made and until when; moments are UTC without a zone.

    `version` and `snapshot` are None where it follows the changes of the dashboard, and the data that this one shows.
    """

    code: str
    dashboard: int
    version: int | None
    snapshot: int | None
    maker: str
    made_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    asks_code: bool
    openings: int

    @property
    def expired(self) -> bool:
        """Whether its time is over."""
        return self.expires_at is not None and self.expires_at <= now()


def make(
    store: Store,
    dashboard: int,
    *,
    maker: str,
    version: int | None = None,
    snapshot: int | None = None,
    days: int | None = None,
    secret: str = "",
) -> Link:
    """A new link; `days` is how long it opens, None for without end, and `secret` the code that it asks for, if any."""
    code, made_at = codes.new(LETTERS), now()
    until = None if days is None else (made_at + timedelta(days=days)).isoformat()
    seal = codes.sealed(secret) if secret else None
    row = [code, dashboard, version, snapshot, maker, made_at.isoformat(), until, seal]
    with control.deciding(store) as connection:
        connection.execute(f"INSERT INTO {TABLE} VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL)", row)
        return _link(_row(connection, code))


def get(store: Store, typed: str) -> Link:
    """A link that opens. Raises ObservatoryError `link_unknown`, `link_revoked`, `link_expired`."""
    with control.reading(store) as connection:
        link = _link(_row(connection, codes.read(typed, LETTERS)))
    if link.revoked_at is not None:
        raise ObservatoryError("link_revoked", moment=link.revoked_at)
    if link.expired:
        raise ObservatoryError("link_expired", moment=link.expires_at)
    return link


def of(store: Store, dashboard: int) -> tuple[Link, ...]:
    """The links to a dashboard that were not revoked, the last made first."""
    with control.reading(store) as connection:
        if connection is None or not control.has(connection, TABLE):
            return ()
        rows = connection.execute(
            f"{_READ} WHERE dashboard = ? AND revoked_at IS NULL ORDER BY made_at DESC, code", [dashboard]
        ).fetchall()
    return tuple(map(_link, rows))


def opens(store: Store, code: str, typed: str) -> bool:
    """Whether that is the code which the link asks for."""
    with control.reading(store) as connection:
        row = _row(connection, code)
    return row["secret"] is None or codes.opens(codes.read(typed, codes.SECRET_LETTERS), row["secret"])


def count(store: Store, code: str) -> None:
    """One more opening today."""
    with control.deciding(store) as connection:
        connection.execute(
            "INSERT INTO link_openings VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET openings = openings + 1",
            [code, now().date().isoformat()],
        )


def revoke(store: Store, code: str) -> None:
    """End a link for good; one that was revoked before keeps its moment."""
    with control.deciding(store) as connection:
        connection.execute(
            f"UPDATE {TABLE} SET revoked_at = ? WHERE code = ? AND revoked_at IS NULL", [now().isoformat(), code]
        )


def standing(connection: sqlite3.Connection, asked: Collection[str]) -> frozenset[str]:
    """Those of the codes whose links open now."""
    if not asked or not control.has(connection, TABLE):
        return frozenset()
    rows = connection.execute(
        f"""SELECT code FROM {TABLE} WHERE code IN ({", ".join("?" * len(asked))})
        AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ?)""",
        [*asked, now().isoformat()],
    )
    return frozenset(row["code"] for row in rows)


def _row(connection: sqlite3.Connection | None, code: str) -> sqlite3.Row:
    """Raises ObservatoryError `link_unknown`."""
    row: sqlite3.Row | None = None
    if connection is not None and code and control.has(connection, TABLE):
        row = connection.execute(f"{_READ} WHERE code = ?", [code]).fetchone()
    if row is None:
        raise ObservatoryError("link_unknown")
    return row


def _link(row: sqlite3.Row) -> Link:
    return Link(
        code=row["code"],
        dashboard=row["dashboard"],
        version=row["version"],
        snapshot=row["snapshot"],
        maker=row["maker"],
        made_at=datetime.fromisoformat(row["made_at"]),
        expires_at=_moment(row["expires_at"]),
        revoked_at=_moment(row["revoked_at"]),
        asks_code=row["secret"] is not None,
        openings=row["openings"],
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def now() -> datetime:
    """The present second, in UTC without a zone."""
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)
