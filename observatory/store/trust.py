"""Communes whose deposits are published at once, and every change of it."""

from dataclasses import dataclass
from datetime import UTC, datetime

from observatory.store import audit, control
from observatory.store.place import Store


@dataclass(frozen=True)
class Trust:
    """Whether a commune's deposits are published at once, and the adviser who said so."""

    insee_code: str
    trusted: bool
    person: str


def of(store: Store, insee_code: str) -> Trust:
    """What was said last of a commune; nothing said is no."""
    with control.reading(store) as connection:
        row = None
        if connection is not None and audit.there(connection):
            row = connection.execute(
                "SELECT trusted, person FROM trusted_communes WHERE insee_code = ? ORDER BY version DESC LIMIT 1",
                [insee_code],
            ).fetchone()
    return (
        Trust(insee_code, bool(row["trusted"]), row["person"]) if row else Trust(insee_code, trusted=False, person="")
    )


def say(store: Store, trust: Trust) -> None:
    """Keep it, with its line of the audit."""
    with control.deciding(store) as connection:
        (version,) = connection.execute(
            "SELECT coalesce(max(version), 0) + 1 FROM trusted_communes WHERE insee_code = ?", [trust.insee_code]
        ).fetchone()
        now = datetime.now(UTC).replace(tzinfo=None)
        connection.execute(
            "INSERT INTO trusted_communes VALUES (?, ?, ?, ?, ?)",
            [trust.insee_code, version, trust.trusted, now.isoformat(), trust.person],
        )
        action = "trust" if trust.trusted else "trust_no_longer"
        audit.append(connection, action=action, on=("commune", trust.insee_code), person=trust.person, at=now)
