"""Addresses by which somebody without an account deposits for one commune: signed, expiring, revocable.

The address holds the link's name and a signature; commune, end and revocation are read from the store each time, so a
link that is taken back is closed at once.
"""

import secrets
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from itsdangerous import BadSignature, URLSafeSerializer

from observatory.errors import QuestionRefused
from observatory.store import audit, control
from observatory.store.place import Store

SECRET = "deposit_links"  # noqa: S105 - the name of one, not one


@dataclass(frozen=True)
class DepositLink:
    """One link; its moments are UTC without a zone."""

    id: str
    insee_code: str
    maker: str
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None

    def open_at(self, moment: datetime) -> bool:
        """Whether it lets anybody in."""
        return self.revoked_at is None and moment < self.expires_at


def make(store: Store, insee_code: str, *, maker: str, days: int) -> tuple[DepositLink, str]:
    """A new link, and what its address holds."""
    now = _now()
    link = DepositLink(secrets.token_urlsafe(9), insee_code, maker, now, now + timedelta(days=days), None)
    with control.deciding(store) as connection:
        connection.execute(
            "INSERT INTO deposit_links (link, insee_code, maker, created_at, expires_at) VALUES (?, ?, ?, ?, ?)",
            [link.id, insee_code, maker, link.created_at.isoformat(), link.expires_at.isoformat()],
        )
        signer = _signer(connection)
        audit.append(
            connection,
            action="make",
            on=("deposit_link", link.id),
            person=maker,
            details={"insee_code": insee_code, "expires_at": link.expires_at},
        )
    return link, str(signer.dumps(link.id))


def token(store: Store, link: str) -> str:
    """What the address of a link holds."""
    with control.deciding(store) as connection:
        return str(_signer(connection).dumps(link))


def opened(store: Store, written: str) -> DepositLink:
    """The link of an address. Raises QuestionRefused `deposit_link_unknown`, `…_revoked` or `…_expired`."""
    with control.reading(store) as connection:
        if connection is None or not _there(connection):
            raise QuestionRefused("deposit_link_unknown")
        try:
            identity = _signer(connection).loads(written)
        except BadSignature as error:
            raise QuestionRefused("deposit_link_unknown") from error
        row = connection.execute("SELECT * FROM deposit_links WHERE link = ?", [identity]).fetchone()
    if row is None:
        raise QuestionRefused("deposit_link_unknown")
    link = _link(row)
    if link.revoked_at is not None:
        raise QuestionRefused("deposit_link_revoked")
    if not link.open_at(_now()):
        raise QuestionRefused("deposit_link_expired", expired_at=link.expires_at)
    return link


def by_id(store: Store, link: str) -> DepositLink | None:
    """The link of a name, where it still lets in."""
    with control.reading(store) as connection:
        if connection is None or not _there(connection):
            return None
        row = connection.execute("SELECT * FROM deposit_links WHERE link = ?", [link]).fetchone()
    found = None if row is None else _link(row)
    return found if found is not None and found.open_at(_now()) else None


def revoke(store: Store, link: str, *, author: str) -> None:
    """Close a link, now; one that is closed stays as it is."""
    with control.deciding(store) as connection:
        done = connection.execute(
            "UPDATE deposit_links SET revoked_at = ? WHERE link = ? AND revoked_at IS NULL", [_now().isoformat(), link]
        )
        if done.rowcount:
            audit.append(connection, action="revoke", on=("deposit_link", link), person=author)


def of_commune(store: Store, insee_code: str) -> tuple[DepositLink, ...]:
    """The links of a commune, the newest first."""
    with control.reading(store) as connection:
        if connection is None or not _there(connection):
            return ()
        rows = connection.execute(
            "SELECT * FROM deposit_links WHERE insee_code = ? ORDER BY created_at DESC, link", [insee_code]
        ).fetchall()
    return tuple(_link(row) for row in rows)


def _signer(connection: control.Connection) -> URLSafeSerializer:
    row = connection.execute("SELECT value FROM secrets WHERE name = ?", [SECRET]).fetchone()
    if row is None:
        value = secrets.token_hex(32)
        connection.execute("INSERT INTO secrets VALUES (?, ?)", [SECRET, value])
        return URLSafeSerializer(value, salt=SECRET)
    return URLSafeSerializer(row["value"], salt=SECRET)


def _there(connection: control.Connection) -> bool:
    """Whether a link was ever made; reading migrates nothing."""
    found = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'deposit_links'").fetchone()
    return bool(found[0]) and bool(connection.execute("SELECT count(*) FROM secrets").fetchone()[0])


def _link(row: sqlite3.Row) -> DepositLink:
    return DepositLink(
        id=row["link"],
        insee_code=row["insee_code"],
        maker=row["maker"],
        created_at=datetime.fromisoformat(row["created_at"]),
        expires_at=datetime.fromisoformat(row["expires_at"]),
        revoked_at=datetime.fromisoformat(row["revoked_at"]) if row["revoked_at"] else None,
    )


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)
