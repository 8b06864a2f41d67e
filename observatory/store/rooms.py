"""Live rooms: what a presenter shows, shared by every process of the app through the control database."""

import secrets
import sqlite3
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from observatory.errors import ObservatoryError
from observatory.store import codes, control
from observatory.store.place import Store

LETTERS = 6
IDLE = timedelta(hours=2)  # without a move: the meeting is over
KEPT = timedelta(days=1)  # after its last move: until then its followers are told that it ended
PRESENT = timedelta(seconds=30)  # that the count of one process counts: it tells every ten
_TOKEN_BYTES = 32
_UNKNOWN, _ENDED = "room_unknown", "room_ended"


@dataclass(frozen=True)
class Opened:
    """A room for its presenter: `token` is given once, and the store keeps its hash."""

    code: str
    token: str


@dataclass(frozen=True)
class Room:
    """What followers see: the dashboard as it was declared, the version of the data, and the screen, from 1."""

    code: str
    declared: str
    snapshot: int
    screen: int


@dataclass(frozen=True)
class State:
    """What a room is at, and how many follow."""

    screen: int
    ended: bool
    followers: int


def begin(store: Store, declared: str, *, snapshot: int, screen: int = 1) -> Opened:
    """Open a room; those that ended long ago are forgotten."""
    opened = Opened(codes.new(LETTERS), secrets.token_urlsafe(_TOKEN_BYTES))
    now = _now()
    with control.deciding(store) as connection:
        old = [(now - KEPT).isoformat()]
        connection.execute("DELETE FROM room_followers WHERE told_at < ?", old)
        connection.execute("DELETE FROM rooms WHERE moved_at < ?", old)
        connection.execute(
            "INSERT INTO rooms VALUES (?, ?, ?, ?, ?, ?, ?, NULL)",
            [opened.code, codes.hashed(opened.token), declared, snapshot, screen, now.isoformat(), now.isoformat()],
        )
    return opened


def get(store: Store, typed: str) -> Room:
    """A room that goes on. Raises ObservatoryError `room_unknown`, `room_ended`."""
    with control.reading(store) as connection:
        row = _row(connection, codes.read(typed, LETTERS))
    if _is_over(row):
        raise ObservatoryError(_ENDED)
    return Room(row["code"], row["declared"], row["snapshot"], row["screen"])


def is_presenter(store: Store, opened: Opened) -> bool:
    """Whether that token moves that room, and it goes on."""
    try:
        with control.reading(store) as connection:
            return _moves(_row(connection, opened.code), opened)
    except ObservatoryError:
        return False


def move(store: Store, opened: Opened, screen: int) -> None:
    """Take the room to a screen. Raises ObservatoryError `room_unknown`, `room_ended`, `room_not_presented`."""
    _write(store, opened, "screen = ?, moved_at = ?", [screen, _now().isoformat()])


def end(store: Store, opened: Opened) -> None:
    """End the room. Raises ObservatoryError as `move` does."""
    _write(store, opened, "ended_at = ?", [_now().isoformat()])


def states(connection: sqlite3.Connection, asked: Collection[str]) -> Mapping[str, State]:
    """What each of these rooms is at; without those that there are not."""
    if not asked or not control.has(connection, "rooms"):
        return {}
    places = ", ".join("?" * len(asked))
    followers = dict(
        connection.execute(
            f"SELECT room, sum(followers) FROM room_followers WHERE room IN ({places}) AND told_at > ? GROUP BY room",
            [*asked, (_now() - PRESENT).isoformat()],
        ).fetchall()
    )
    rows = connection.execute(
        f"SELECT code, screen, moved_at, ended_at FROM rooms WHERE code IN ({places})", [*asked]
    ).fetchall()
    return {row["code"]: State(row["screen"], _is_over(row), int(followers.get(row["code"], 0))) for row in rows}


def tell_followers(store: Store, place: str, counts: Mapping[str, int]) -> None:
    """How many follow each room through one process of the app."""
    now = _now().isoformat()
    with control.deciding(store) as connection:
        connection.executemany(
            "INSERT OR REPLACE INTO room_followers VALUES (?, ?, ?, ?)",
            [(room, place, count, now) for room, count in counts.items()],
        )


def _write(store: Store, opened: Opened, change: str, values: list[object]) -> None:
    with control.deciding(store) as connection:
        row = _row(connection, opened.code)
        if _is_over(row):
            raise ObservatoryError(_ENDED)
        if not _moves(row, opened):
            raise ObservatoryError("room_not_presented")
        connection.execute(f"UPDATE rooms SET {change} WHERE code = ?", [*values, opened.code])


def _moves(row: sqlite3.Row, opened: Opened) -> bool:
    return not _is_over(row) and secrets.compare_digest(row["token"], codes.hashed(opened.token))


def _row(connection: sqlite3.Connection | None, code: str) -> sqlite3.Row:
    """Raises ObservatoryError `room_unknown`."""
    row: sqlite3.Row | None = None
    if connection is not None and code and control.has(connection, "rooms"):
        row = connection.execute("SELECT * FROM rooms WHERE code = ?", [code]).fetchone()
    if row is None:
        raise ObservatoryError(_UNKNOWN)
    return row


def _is_over(row: sqlite3.Row) -> bool:
    return row["ended_at"] is not None or datetime.fromisoformat(row["moved_at"]) + IDLE < _now()


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
