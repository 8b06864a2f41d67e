"""What communes deposited, in the control database: each deposit, its findings, and every state it went through.

A state is one more row with its line in the audit, in one transaction; nothing is deleted.
"""

import json
import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum

from observatory.errors import Finding, ObservatoryError, Severity
from observatory.store import audit, control
from observatory.store.place import Store


class Mode(StrEnum):
    """What a deposit does to what stands."""

    COMPLETE = "complete"  # adds lines and corrects those that it says again
    REPLACE = "replace"  # and takes away the other lines of the commune in the years that it covers


class State(StrEnum):
    """Where a deposit is."""

    SUBMITTED = "submitted"  # nobody has looked at it
    HELD = "held"
    SENT_BACK = "sent_back"
    WITHDRAWN = "withdrawn"
    PUBLISHING = "publishing"  # claimed by a publication; a publication that died gives it back
    PUBLISHED = "published"
    UNDONE = "undone"


PENDING = frozenset({State.SUBMITTED, State.HELD, State.PUBLISHING})
LIVE = PENDING | {State.PUBLISHED}


@dataclass(frozen=True)
class Sent:
    """What is known of a deposit when it is sent."""

    insee_code: str
    sha256: str
    staged: str
    file: str
    kind: str | None
    layout: str | None
    mode: Mode
    person: str
    on_behalf: bool
    rows_read: int
    rows_accepted: int
    rows_rejected: int
    duplicates: int


@dataclass(frozen=True)
class Deposit(Sent):
    """A deposit and where it is now; moments are UTC without a zone, `batch` is set while it is published."""

    number: int
    received_at: datetime
    state: State
    changed_at: datetime
    changed_by: str
    comment: str
    batch: int | None


@dataclass(frozen=True)
class Step:
    """One state that a deposit went through."""

    state: State
    changed_at: datetime
    person: str
    comment: str
    batch: int | None


_SELECT = """
    SELECT deposits.deposit AS number, deposits.*, last.state, last.changed_at, last.person AS changed_by, last.comment,
        last.batch
    FROM deposits JOIN deposit_states AS last ON last.deposit = deposits.deposit AND last.version = (
        SELECT max(version) FROM deposit_states AS other WHERE other.deposit = deposits.deposit)
"""


def add(connection: sqlite3.Connection, sent: Sent, findings: Sequence[Finding]) -> Deposit:
    """Write a deposit with its findings, its first state and its line of the audit. Returns it with its number."""
    (last,) = connection.execute("SELECT coalesce(max(deposit), 0) FROM deposits").fetchone()
    number, now = last + 1, datetime.now(UTC).replace(tzinfo=None)
    line = {"deposit": number, "received_at": now.isoformat()} | asdict(sent)
    names = ", ".join(line)
    connection.execute(f"INSERT INTO deposits ({names}) VALUES ({', '.join(f':{name}' for name in line)})", line)
    connection.executemany(
        "INSERT INTO deposit_findings VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (
                number,
                one.row,
                one.column,
                one.value,
                one.code,
                str(one.severity),
                json.dumps(dict(one.params), default=str),
            )
            for one in findings
        ],
    )
    _enter(connection, number, State.SUBMITTED, person=sent.person, details={"sha256": sent.sha256, "file": sent.file})
    return of_number(connection, number)


def move(
    connection: sqlite3.Connection,
    number: int,
    state: State,
    *,
    person: str,
    among: Collection[State],
    comment: str = "",
    batch: int | None = None,
) -> Deposit:
    """Put a deposit in another state. Raises ObservatoryError `deposit_unknown`, `deposit_moved` (not among those)."""
    known = of_number(connection, number)
    if known.state not in among:
        raise ObservatoryError("deposit_moved", number=number, reason=str(known.state))
    _enter(connection, number, state, person=person, comment=comment, batch=batch)
    return of_number(connection, number)


def enter(
    connection: sqlite3.Connection, number: int, state: State, *, person: str, comment: str, batch: int | None
) -> None:
    """Put a deposit in the state that the facts say it is in, whatever it was."""
    _enter(connection, number, state, person=person, comment=comment, batch=batch)


def of_number(connection: sqlite3.Connection, number: int) -> Deposit:
    """One deposit. Raises ObservatoryError `deposit_unknown`."""
    row = connection.execute(f"{_SELECT} WHERE deposits.deposit = ?", [number]).fetchone()
    if row is None:
        raise ObservatoryError("deposit_unknown", number=number)
    return _deposit(row)


def get(store: Store, number: int) -> Deposit:
    """The same, from a store."""
    with control.reading(store) as connection:
        if connection is None or not audit.there(connection):
            raise ObservatoryError("deposit_unknown", number=number)
        return of_number(connection, number)


def every(
    store: Store, *, communes: Collection[str] | None = None, states: Collection[State] | None = None
) -> tuple[Deposit, ...]:
    """The deposits of communes (None: of all) in those states (None: in any), the newest first."""
    with control.reading(store) as connection:
        return () if connection is None else found(connection, communes=communes, states=states)


def found(
    connection: sqlite3.Connection,
    *,
    communes: Collection[str] | None = None,
    states: Collection[State] | None = None,
    sha256: str | None = None,
) -> tuple[Deposit, ...]:
    """The same, within a transaction, or those of a file."""
    if not audit.there(connection):
        return ()
    rows = connection.execute(
        f"""{_SELECT} WHERE (:communes IS NULL OR insee_code IN (SELECT value FROM json_each(:communes)))
                AND (:states IS NULL OR last.state IN (SELECT value FROM json_each(:states)))
                AND (:sha256 IS NULL OR sha256 = :sha256)
            ORDER BY deposits.deposit DESC""",
        {"communes": _json(communes), "states": _json(states), "sha256": sha256},
    ).fetchall()
    return tuple(_deposit(row) for row in rows)


def findings(store: Store, number: int) -> tuple[Finding, ...]:
    """What was noticed in a deposit, in the order of the file's reading."""
    with control.reading(store) as connection:
        if connection is None:
            return ()
        rows = connection.execute(
            "SELECT * FROM deposit_findings WHERE deposit = ? ORDER BY rowid", [number]
        ).fetchall()
    return tuple(
        Finding(
            row["code"], row["row"], row["column"], row["value"], Severity(row["severity"]), json.loads(row["params"])
        )
        for row in rows
    )


def history(store: Store, number: int) -> tuple[Step, ...]:
    """Every state that a deposit went through, the first one first."""
    with control.reading(store) as connection:
        if connection is None:
            return ()
        rows = connection.execute(
            "SELECT * FROM deposit_states WHERE deposit = ? ORDER BY version", [number]
        ).fetchall()
    return tuple(
        Step(State(r["state"]), datetime.fromisoformat(r["changed_at"]), r["person"], r["comment"], r["batch"])
        for r in rows
    )


def _enter(
    connection: sqlite3.Connection,
    number: int,
    state: State,
    *,
    person: str,
    comment: str = "",
    batch: int | None = None,
    details: dict[str, str] | None = None,
) -> None:
    sql = "SELECT coalesce(max(version), 0) + 1 FROM deposit_states WHERE deposit = ?"
    (version,) = connection.execute(sql, [number]).fetchone()
    now = datetime.now(UTC).replace(tzinfo=None)
    connection.execute(
        "INSERT INTO deposit_states VALUES (?, ?, ?, ?, ?, ?, ?)",
        [number, version, str(state), now.isoformat(), person, comment, batch],
    )
    told = {"version": version, "comment": comment, "batch": batch} | (details or {})
    audit.append(connection, action=str(state), on=("deposit", number), person=person, details=told, at=now)


def _json(values: Collection[str] | None) -> str | None:
    return None if values is None else json.dumps(sorted(values))


def _deposit(row: sqlite3.Row) -> Deposit:
    same = ("insee_code", "sha256", "staged", "file", "kind", "layout", "person", "rows_read", "rows_accepted")
    return Deposit(
        **{
            name: row[name]
            for name in (*same, "rows_rejected", "duplicates", "number", "changed_by", "comment", "batch")
        },
        mode=Mode(row["mode"]),
        on_behalf=bool(row["on_behalf"]),
        received_at=datetime.fromisoformat(row["received_at"]),
        state=State(row["state"]),
        changed_at=datetime.fromisoformat(row["changed_at"]),
    )
