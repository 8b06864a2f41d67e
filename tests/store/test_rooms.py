"""Live rooms: one presenter moves them, any process reads them, and they end."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from observatory.errors import ObservatoryError
from observatory.store import Store, control, rooms
from observatory.store.rooms import Opened, State

NOON = datetime.fromisoformat("2026-11-25T12:00")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """What `_now` says: the last of the list."""
    moments = [NOON]
    monkeypatch.setattr(rooms, "_now", lambda: moments[-1])
    return moments


def refused(store: Store, code: str) -> str:
    with pytest.raises(ObservatoryError) as refusal:
        rooms.get(store, code)
    return refusal.value.code


def state(store: Store, code: str) -> State:
    with control.reading(store) as connection:
        assert connection is not None
        return rooms.states(connection, [code, "zzzzzz"])[code]


def test_the_presenter_moves_and_followers_read(store: Store) -> None:
    """A room begins on the screen of the wall and goes where its presenter goes; its code is typed in any case."""
    opened = rooms.begin(store, "{}", snapshot=4, screen=2)
    assert rooms.get(store, opened.code.upper()) == rooms.Room(opened.code, "{}", 4, 2)
    rooms.move(store, opened, 5)
    assert rooms.get(store, opened.code).screen == 5
    assert state(store, opened.code) == State(5, ended=False, followers=0)


def test_nobody_else_moves_it(store: Store) -> None:
    """Without the token, or with that of another room, nothing moves nor ends; the store holds its hash only."""
    opened, other = (rooms.begin(store, "{}", snapshot=1) for _ in range(2))
    for token in ("", "x", other.token):
        wrong = Opened(opened.code, token)
        assert not rooms.is_presenter(store, wrong)
        for act in (lambda one: rooms.move(store, one, 3), lambda one: rooms.end(store, one)):
            with pytest.raises(ObservatoryError, match="room_not_presented"):
                act(wrong)
    assert rooms.is_presenter(store, opened)
    assert rooms.get(store, opened.code).screen == 1
    kept = store.control.read_bytes()
    assert opened.code.encode() in kept
    assert opened.token.encode() not in kept


def test_a_room_is_ended_by_its_presenter(store: Store) -> None:
    """Ended, it is read no more, nor moved, and followers are told."""
    opened = rooms.begin(store, "{}", snapshot=1)
    rooms.end(store, opened)
    assert refused(store, opened.code) == "room_ended"
    assert state(store, opened.code).ended
    assert not rooms.is_presenter(store, opened)
    with pytest.raises(ObservatoryError, match="room_ended"):
        rooms.move(store, opened, 2)


def test_a_room_ends_by_itself(store: Store, clock: list[datetime]) -> None:
    """Two hours after its last move it is over: a move at one hour makes it three from its beginning."""
    opened = rooms.begin(store, "{}", snapshot=1)
    clock.append(NOON + timedelta(hours=1))
    rooms.move(store, opened, 2)
    clock.append(NOON + timedelta(hours=3))
    assert not state(store, opened.code).ended
    clock.append(NOON + timedelta(hours=3, seconds=1))
    assert state(store, opened.code).ended
    assert refused(store, opened.code) == "room_ended"


def test_a_room_of_another_day_is_forgotten(store: Store, clock: list[datetime]) -> None:
    """The day after, opening a room forgets the old one and its count."""
    old = rooms.begin(store, "{}", snapshot=1)
    rooms.tell_followers(store, "here", {old.code: 4})
    clock.append(NOON + timedelta(days=1, seconds=1))
    rooms.begin(store, "{}", snapshot=1)
    assert refused(store, old.code) == "room_unknown"
    with control.reading(store) as connection:
        assert connection is not None
        assert connection.execute("SELECT count(*) FROM room_followers").fetchone()[0] == 0


def test_followers_of_every_process_are_counted(store: Store, clock: list[datetime]) -> None:
    """40 through one process and 21 through another are 61; a process that says nothing for 30 s counts no more."""
    opened = rooms.begin(store, "{}", snapshot=1)
    rooms.tell_followers(store, "one", {opened.code: 40})
    rooms.tell_followers(store, "two", {opened.code: 20})
    clock.append(NOON + timedelta(seconds=20))
    rooms.tell_followers(store, "two", {opened.code: 21})
    assert state(store, opened.code).followers == 61
    clock.append(NOON + timedelta(seconds=31))
    assert state(store, opened.code).followers == 21


@pytest.mark.parametrize("code", ["", "x", "aaaaaa", "a" * 100_000, "é" * 6])
def test_an_unknown_code_is_no_room(store: Store, code: str) -> None:
    """Before the first room and after, what is no code is unknown."""
    assert refused(store, code) == "room_unknown"
    rooms.begin(store, "{}", snapshot=1)
    assert refused(store, code) == "room_unknown"


def test_a_watch_notices_what_another_connection_writes(store: Store) -> None:
    """Asked twice, it says no; after a move, yes, and once."""
    opened = rooms.begin(store, "{}", snapshot=1)
    watch = control.Watch(store)
    assert [watch.changed(), watch.changed()] == [True, False]
    rooms.move(store, opened, 2)
    assert [watch.changed(), watch.changed()] == [True, False]
    watch.close()
