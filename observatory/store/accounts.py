"""Accounts: who may come in, and as what. Each change has its date and its author, and the past stays."""

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from observatory.errors import ObservatoryError, QuestionRefused
from observatory.store import audit, control
from observatory.store.place import Store

LAST = """
    SELECT account, version, role, territories, active, email, name FROM account_versions AS one
    LEFT JOIN people ON people.id = one.account
    WHERE version = (SELECT max(version) FROM account_versions AS other WHERE other.account = one.account)
"""


@dataclass(frozen=True)
class Account:
    """The last version of one account. `email` and `name` are "" where the person was erased."""

    id: str
    version: int
    role: str
    territories: tuple[str, ...]
    active: bool
    email: str
    name: str


def standing(store: Store) -> tuple[Account, ...]:
    """Every account, closed ones too, by address."""
    return _read(store, f"{LAST} ORDER BY email, account")


def of_email(store: Store, email: str) -> Account | None:
    """The account of somebody who logged in with that address."""
    found = _read(store, f"{LAST} AND email = ?", email.strip().lower())
    return found[0] if found else None


def get(store: Store, account: str) -> Account:
    """One account. Raises ObservatoryError `account_unknown`."""
    found = _read(store, f"{LAST} AND account = ?", account)
    if not found:
        raise ObservatoryError("account_unknown")
    return found[0]


def invite(store: Store, email: str, *, name: str, role: str, territories: Sequence[str], author: str) -> Account:
    """Open an account for an address, or open it again. Raises QuestionRefused `email_unreadable`."""
    address = email.strip().lower()
    if address.count("@") != 1 or address.startswith("@") or address.endswith("@") or len(address.split()) != 1:
        raise QuestionRefused("email_unreadable", email=email)
    known = of_email(store, address)
    identity = known.id if known else f"u-{secrets.token_hex(6)}"
    with control.deciding(store) as connection:
        connection.execute(
            """INSERT INTO people (id, email, name) VALUES (?, ?, ?)
               ON CONFLICT (id) DO UPDATE SET email = excluded.email, name = excluded.name""",
            [identity, address, name.strip()],
        )
        _write(connection, identity, "invite", role=role, territories=territories, active=True, author=author)
    return get(store, identity)


def change(store: Store, account: str, *, role: str, territories: Sequence[str], active: bool, author: str) -> Account:
    """Give an account another role or other territories, or close it. Raises ObservatoryError `account_unknown`."""
    get(store, account)
    with control.deciding(store) as connection:
        _write(connection, account, "change", role=role, territories=territories, active=active, author=author)
    return get(store, account)


def erase(store: Store, account: str, *, author: str) -> None:
    """Forget who an account was, and close it; what was done by its id stays told.

    Raises ObservatoryError `account_unknown`.
    """
    known = get(store, account)
    with control.deciding(store) as connection:
        places = known.territories
        _write(connection, account, "erase", role=known.role, territories=places, active=False, author=author)
        connection.execute("DELETE FROM people WHERE id = ?", [account])


def _read(store: Store, sql: str, *params: str) -> tuple[Account, ...]:
    with control.reading(store) as connection:
        if connection is None or not _there(connection):
            return ()
        rows = connection.execute(sql, params).fetchall()
    return tuple(
        Account(
            id=row["account"],
            version=row["version"],
            role=row["role"],
            territories=tuple(json.loads(row["territories"])),
            active=bool(row["active"]),
            email=row["email"] or "",
            name=row["name"] or "",
        )
        for row in rows
    )


def _there(connection: control.Connection) -> bool:
    """Whether a decision was taken since this table exists; reading migrates nothing."""
    found = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'account_versions'")
    return bool(found.fetchone()[0])


def _write(
    connection: control.Connection,
    account: str,
    action: str,
    *,
    role: str,
    territories: Sequence[str],
    active: bool,
    author: str,
) -> None:
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0).isoformat()
    connection.execute(
        """INSERT INTO account_versions
           SELECT ?, coalesce(max(version), 0) + 1, ?, ?, ?, ?, ? FROM account_versions WHERE account = ?""",
        [account, now, author, role, json.dumps(list(territories)), active, account],
    )
    details = {"role": role, "territories": list(territories), "active": active}
    audit.append(connection, action=action, on=("person", account), person=author, details=details)
