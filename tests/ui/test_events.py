"""Streams of events: what listeners are told, that guesses are counted, and where short addresses lead."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.responses import StreamingResponse

from observatory.settings import settings
from observatory.store import Store, links, rooms
from observatory.ui import events, guesses
from observatory.ui.events import Kind, Topic, Watcher, told
from observatory.ui.guesses import Guesses
from observatory.ui.server import short


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A store that this process serves."""
    monkeypatch.setenv("OBSERVATORY_STORE", str(tmp_path / "store"))
    settings.cache_clear()
    yield Store(tmp_path / "store")
    settings.cache_clear()


def asked(path: str, **found: str) -> Request:
    """A request as the router gives it."""
    return Request(
        {
            "type": "http",
            "path": path,
            "path_params": found,
            "client": ("192.0.2.1", 1),
            "headers": [],
            "query_string": b"",
        }
    )


def answered(kind: str, code: str) -> str:
    """All that the stream of a link or room says until it ends."""

    async def whole() -> str:
        answer = await events.events(asked("/evenements", kind=kind, code=code))
        if not isinstance(answer, StreamingResponse):
            return f"{answer.status_code} {bytes(answer.body).decode()}"
        return "".join([str(part) async for part in answer.body_iterator])

    return asyncio.run(whole())


def said(line: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(line.removeprefix("data: "))
    return found


def test_listeners_are_told_what_is_theirs(store: Store) -> None:
    """Followers hear the screen, the presenter how many follow, a link's reader whether it still opens."""
    link, opened = links.make(store, 1, maker="local"), rooms.begin(store, "{}", snapshot=1, screen=4)
    rooms.tell_followers(store, "elsewhere", {opened.code: 7})
    room, wall = Topic(Kind.ROOM, opened.code), Topic(Kind.WALL, opened.code)
    found = told(store, [room, wall, Topic(Kind.LINK, link.code)])
    assert said(found[room]) == {"over": False, "screen": 4}
    assert said(found[wall]) == {"over": False, "followers": 7}
    assert said(found[Topic(Kind.LINK, link.code)]) == {"over": False}
    rooms.end(store, opened)
    links.revoke(store, link.code)
    assert set(told(store, [*found]).values()) == {'{"over": true}'}


def test_nothing_decided_yet_is_over(store: Store) -> None:
    """A store without a control database has nothing to follow, and gets none."""
    assert told(store, [Topic(Kind.ROOM, "aaaaaa")]) == {Topic(Kind.ROOM, "aaaaaa"): '{"over": true}'}
    assert not store.control.exists()


def test_a_move_made_by_another_process_wakes_the_follower(store: Store) -> None:
    """The stream says the present screen at once, the next within half a second of its writing, and ends with the room.

    A room is written to through the database alone here, as another process does; two followers are counted meanwhile.
    """
    opened = rooms.begin(store, "{}", snapshot=1)

    async def heard() -> tuple[list[dict[str, object]], float]:
        watcher = Watcher()
        one, two = (watcher.stream(Topic(Kind.ROOM, opened.code)) for _ in range(2))
        found = [said(await anext(one)), said(await anext(two))]
        wall = watcher.stream(Topic(Kind.WALL, opened.code))
        count = said(await anext(wall))
        while count["followers"] != 2:
            count = said(await asyncio.wait_for(anext(wall), 3))
        start = asyncio.get_running_loop().time()
        await asyncio.to_thread(rooms.move, store, opened, 3)
        found.append(said(await asyncio.wait_for(anext(one), 3)))
        taken = asyncio.get_running_loop().time() - start
        await asyncio.to_thread(rooms.end, store, opened)
        found.append(said(await asyncio.wait_for(anext(one), 3)))
        with pytest.raises(StopAsyncIteration):
            await anext(one)
        await two.aclose()  # type: ignore[attr-defined]
        await wall.aclose()  # type: ignore[attr-defined]
        await asyncio.sleep(1.3)  # the watch says that nobody is left, and stops
        assert watcher._task is None
        return found, taken

    found, taken = asyncio.run(heard())
    begun = {"over": False, "screen": 1}
    assert found == [begun, begun, {"over": False, "screen": 3}, {"over": True}]
    assert taken < 0.5


def test_a_watch_that_fails_begins_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A look that fails once (a disk, a lock) is logged; the next event comes all the same."""
    opened = rooms.begin(store, "{}", snapshot=1)
    monkeypatch.setattr(events, "BEAT", 0.2)
    fails = [OSError("disk")]

    def once(*asked: object) -> object:
        if fails:
            raise fails.pop()
        return told(*asked)  # type: ignore[arg-type]

    async def heard() -> dict[str, object]:
        stream = Watcher().stream(Topic(Kind.ROOM, opened.code))
        await anext(stream)
        monkeypatch.setattr(events, "told", once)
        await asyncio.to_thread(rooms.move, store, opened, 3)
        found = ""
        while not found.startswith("data"):
            found = await asyncio.wait_for(anext(stream), 3)
        await stream.aclose()  # type: ignore[attr-defined]
        return said(found)

    assert asyncio.run(heard()) == {"over": False, "screen": 3}
    assert not fails


def test_a_server_that_stops_ends_its_streams(store: Store) -> None:
    """Closed, a stream that waits ends at once: a server waits for its answers before it stops."""
    opened = rooms.begin(store, "{}", snapshot=1)

    async def closed() -> None:
        watcher = Watcher()
        stream = watcher.stream(Topic(Kind.ROOM, opened.code))
        await anext(stream)
        watcher.close()
        with pytest.raises(StopAsyncIteration):
            await asyncio.wait_for(anext(stream), 1)

    asyncio.run(closed())


def test_whoever_tries_many_codes_waits(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three wrong codes, and even the right one is not told for a while: guessing finds nothing."""
    monkeypatch.setattr(events, "CODES", Guesses(3))
    opened = rooms.begin(store, "{}", snapshot=1)
    for code in ("aaaaaa", "b", "../../x"):
        assert answered("salle", code) == 'data: {"over": true}\n\n'
    assert answered("salle", opened.code) == f"200 {events.WAIT}"
    assert answered("ailleurs", opened.code) == "404 "


def test_wrong_codes_are_forgotten_after_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two of two are too many, for whoever made them alone, and for sixty seconds."""
    moments = [0.0]
    monkeypatch.setattr(guesses.time, "monotonic", lambda: moments[-1])
    found = Guesses(2)
    found.add("one")
    assert not found.are_too_many("one")
    found.add("one")
    assert [found.are_too_many(who) for who in ("one", "two")] == [True, False]
    moments.append(60.1)
    assert not found.are_too_many("one")


@pytest.mark.parametrize(
    ("path", "code", "page"),
    [
        ("/l/k7m2px", "k7m2px", "/lien?l=k7m2px"),
        ("/s/k7m2px", "k7m2px", "/suivre?salle=k7m2px"),
        ("/s", "", "/suivre"),
        ("/l/x", "a&territoire=x\r\nSet-Cookie: a", "/lien?l=a%26territoire%3Dx%0D%0ASet-Cookie%3A%20a"),
    ],
)
def test_short_addresses_lead_to_pages(path: str, code: str, page: str) -> None:
    """A link's and a room's addresses are one letter and a code; nothing else passes through them."""
    answer = short(asked(path, **({"code": code} if code else {})))
    assert (answer.status_code, answer.headers["location"]) == (303, page)
