"""Server-sent events: what happens to a link or in a room, told to the browsers that look at it.

One task in each process watches the control database for all of them, so that whoever only looks costs nothing.
"""

import asyncio
import json
import logging
import os
import secrets
import time
from collections import Counter
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import closing
from enum import StrEnum
from typing import NamedTuple

import anyio
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from observatory.store import Store, codes, control, links, rooms
from observatory.ui import data
from observatory.ui.guesses import CODES

LOG = logging.getLogger("observatory")
TICK = 0.1  # seconds between two looks at whether anything was written
LOOK = 1.0  # seconds without a look at what is there: a link that expires writes nothing
TELL = 10.0  # seconds after which the number of followers is told again
BEAT = 15.0  # seconds without an event, after which a connection that is gone is found out
WAIT = "retry: 20000\n\n"  # milliseconds
MEDIA = "text/event-stream"
HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}  # the second for proxies that would hold it back
_OVER = json.dumps({"over": True})


class Kind(StrEnum):
    """What is listened to: a link, a room by those who follow, a room by its presenter."""

    LINK = "lien"
    ROOM = "salle"
    WALL = "mur"


LETTERS = {Kind.LINK: links.LETTERS, Kind.ROOM: rooms.LETTERS, Kind.WALL: rooms.LETTERS}


class Topic(NamedTuple):
    """A link or a room."""

    kind: Kind
    code: str


def told(store: Store, topics: Collection[Topic]) -> Mapping[Topic, str]:
    """What listeners of each topic are told, as JSON; `over` once there is nothing more to see."""
    with control.reading(store) as connection:
        if connection is None:
            return dict.fromkeys(topics, _OVER)
        opened = links.standing(connection, [topic.code for topic in topics if topic.kind is Kind.LINK])
        states = rooms.states(connection, [topic.code for topic in topics if topic.kind is not Kind.LINK])
    return {topic: _said(topic, opened, states) for topic in topics}


def _said(topic: Topic, opened: frozenset[str], states: Mapping[str, rooms.State]) -> str:
    if topic.kind is Kind.LINK:
        return json.dumps({"over": topic.code not in opened})
    state = states.get(topic.code)
    if state is None or state.ended:
        return _OVER
    is_wall = topic.kind is Kind.WALL
    return json.dumps({"over": False} | ({"followers": state.followers} if is_wall else {"screen": state.screen}))


class Watcher:
    """Who listens to what in this process, and the task that wakes them."""

    def __init__(self) -> None:
        self._queues: dict[Topic, set[asyncio.Queue[str | None]]] = {}
        self._last: dict[Topic, str] = {}
        self._counted: dict[str, int] = {}
        self._told_at = 0.0
        self._place = f"{os.getpid()}-{secrets.token_hex(4)}"
        self._task: asyncio.Task[None] | None = None

    async def stream(self, topic: Topic) -> AsyncIterator[str]:
        """Events until the end of what is listened to, the present state first."""
        queue: asyncio.Queue[str | None] = asyncio.Queue()
        self._queues.setdefault(topic, set()).add(queue)
        try:
            said: str | None = await _state(topic)
            self._last.setdefault(topic, str(said))
            while said is not None:
                if self._task is None:
                    self._task = asyncio.create_task(self._watch())
                yield f"data: {said}\n\n" if said else ":\n\n"
                if said == _OVER:
                    return
                said = await _next(queue)
        finally:
            self._leave(topic, queue)

    def close(self) -> None:
        """End every stream: the server stops."""
        for queue in (one for queues in self._queues.values() for one in queues):
            queue.put_nowait(None)

    def _leave(self, topic: Topic, queue: asyncio.Queue[str | None]) -> None:
        self._queues[topic].discard(queue)
        if not self._queues[topic]:
            del self._queues[topic]
            self._last.pop(topic, None)

    async def _watch(self) -> None:
        due = 0.0
        try:
            with closing(control.Watch(data.store())) as watch:
                while self._queues or self._counted:
                    if watch.changed() or time.monotonic() >= due:
                        due = time.monotonic() + LOOK
                        await self._look()
                    await asyncio.sleep(TICK)
        except Exception:  # a stream begins the watch again, at its next event or beat
            LOG.exception("the watch of links and rooms stopped")
        finally:
            self._task = None

    async def _look(self) -> None:
        """Wake those whose topic has another state than when they were last told, and say how many there are."""
        found = await anyio.to_thread.run_sync(told, data.store(), list(self._queues))
        for topic, said in found.items():
            if self._last.get(topic) != said:
                self._last[topic] = said
                for queue in self._queues.get(topic, ()):
                    queue.put_nowait(said)
        counts = Counter({topic.code: len(own) for topic, own in self._queues.items() if topic.kind is Kind.ROOM})
        if counts != self._counted or (counts and time.monotonic() > self._told_at + TELL):
            gone = dict.fromkeys(self._counted, 0)
            await anyio.to_thread.run_sync(rooms.tell_followers, data.store(), self._place, gone | counts)
            self._counted, self._told_at = dict(counts), time.monotonic()


WATCHER = Watcher()


async def _next(queue: asyncio.Queue[str | None]) -> str | None:
    """The next event, or an empty one to find out that nobody listens any more."""
    try:
        return await asyncio.wait_for(queue.get(), BEAT)
    except TimeoutError:
        return ""


async def events(request: Request) -> Response:
    """The stream of one link or room; whoever tries many codes is sent away for a while."""
    kind = request.path_params["kind"]
    if kind not in set(Kind):
        return Response(status_code=404)
    topic = Topic(Kind(kind), codes.read(request.path_params["code"], LETTERS[Kind(kind)]))
    who = request.client.host if request.client else ""
    if CODES.are_too_many(who):
        return Response(WAIT, media_type=MEDIA, headers=HEADERS)
    if await _state(topic) == _OVER:
        CODES.add(who)
    return StreamingResponse(WATCHER.stream(topic), media_type=MEDIA, headers=HEADERS)


async def _state(topic: Topic) -> str:
    return (await anyio.to_thread.run_sync(told, data.store(), [topic]))[topic]
