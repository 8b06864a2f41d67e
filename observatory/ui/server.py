"""What the server does around Streamlit: warm up before the first reader, say that it lives, list the territories."""

import gc
import importlib
import logging
import signal
import socket
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Any
from urllib.parse import quote

import anyio
import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from observatory.deposits.loop import reconcile
from observatory.errors import ObservatoryError
from observatory.settings import settings
from observatory.store import snapshots
from observatory.ui import boundary, data, deposit_files, doors, private_files
from observatory.ui.addresses import EVENTS, HEALTH, LINK, ROOM, TERRITORIES, base
from observatory.ui.directory import directory
from observatory.ui.discovery import discover
from observatory.ui.events import WATCHER, events
from observatory.ui.shell import FOR_EVER, Shell
from observatory.view import LONGEST

LOG = logging.getLogger("observatory")
TITLE = "Observatoire énergie-climat"
# Two first sessions at once race on these imports and hang (https://github.com/plotly/plotly.py/issues/2433).
HEAVY = (
    "pandas",
    "pyarrow",
    "polars",
    "duckdb",
    "plotly.graph_objects",
    "scipy.stats",
    "statsmodels.stats.meta_analysis",
    "streamlit.elements.plotly_chart",
)


def warm() -> None:
    """Load what the first page needs, and keep it out of the garbage collection that follows every run."""
    for name in HEAVY:
        importlib.import_module(name)
    put_right()
    try:
        directory(snapshots.current(data.store()))
    except ObservatoryError as refusal:
        LOG.warning("no snapshot to open: %s", refusal)
    # Streamlit runs gc.collect(2) after each run of the script: 60 to 110 ms with these libraries loaded, 0.01 frozen.
    gc.collect()
    gc.freeze()


def put_right() -> None:
    """Finish, or undo, what a process that died left half done; the pages open whatever comes of it."""
    try:
        done = reconcile(settings())
    except (ObservatoryError, OSError) as refusal:
        LOG.error("the store was not put right: %s", refusal)  # noqa: TRY400 - a sentence, never a trace
        return
    for alarm in done.alarms:
        LOG.error("the store needs a person: %s", alarm)


def send_at_once() -> None:
    """Have connections send what is written without waiting for the reader to acknowledge what went before.

    Asyncio does so for sockets that name their protocol; Streamlit's names none, so each run of a page waited 40 ms
    between its first message and the rest. Connections inherit the option from the socket that listens.
    """
    for path in Path("/dev/fd").iterdir():
        with suppress(OSError):  # what is no socket, or is closed since
            one = socket.socket(fileno=int(path.name))
            try:
                internet = one.family in {socket.AF_INET, socket.AF_INET6}
                if internet and one.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
                    one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            finally:
                one.detach()  # its owner closes it


def end_streams_at_stop() -> None:
    """Have the signal that stops the server end its streams of events first: it waits for every answer to end."""
    if threading.current_thread() is not threading.main_thread():
        return  # a server inside another program, which stops it in its own way
    for number in (signal.SIGINT, signal.SIGTERM):
        stop = signal.getsignal(number)

        def both(got: int, frame: FrameType | None, stop: Any = stop) -> None:
            WATCHER.close()
            if callable(stop):
                stop(got, frame)

        signal.signal(number, both)


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Warm up before the first session, unless nobody should be served."""
    doors.check()
    send_at_once()
    end_streams_at_stop()
    await anyio.to_thread.run_sync(warm)
    yield


def health(_request: Request) -> Response:
    """Alive, and the number of the snapshot that the pages read (0: none yet)."""
    number = snapshots.current_number(data.store())
    return JSONResponse({"status": "ok", "snapshot": number}, headers={"Cache-Control": "no-store"})


def territories(request: Request) -> Response:
    """The territories that the search box offers; the address names the snapshot, so a browser asks for it once."""
    try:
        snapshot = snapshots.current(data.store())
    except ObservatoryError as refusal:
        return JSONResponse({"code": refusal.code}, status_code=503)
    kept = FOR_EVER.decode() if request.path_params["number"] == snapshot.number else "no-store"
    return Response(directory(snapshot).document, media_type="application/json", headers={"Cache-Control": kept})


def short(request: Request) -> Response:
    """The page behind a short address: `/l/CODE` of a link, `/s/CODE` of a room, `/s` to type the code of one."""
    is_link = request.url.path.startswith(f"{base()}{LINK}/")
    page, name = ("lien", "l") if is_link else ("suivre", "salle")
    code = quote(request.path_params.get("code", "")[:LONGEST])
    return RedirectResponse(f"{base()}/{page}" + (f"?{name}={code}" if code else ""), status_code=303)


OPTIONS: dict[str, Any] = {
    "routes": [
        Route(f"{base()}{HEALTH}", health),
        Route(f"{base()}{TERRITORIES}/{{number:int}}.json", territories),
        Route(f"{base()}{private_files.PRIVATE}/{{ticket}}", private_files.answer(deposit_files.KINDS)),
        Route(f"{base()}{EVENTS}/{{kind}}/{{code}}", events),
        Route(f"{base()}{LINK}/{{code}}", short),
        Route(f"{base()}{ROOM}/{{code}}", short),
        Route(f"{base()}{ROOM}", short),
    ],
    "middleware": [
        Middleware(doors.Doors),
        Middleware(
            Shell,
            title=TITLE,
            pages=frozenset(page.path for page in discover()),
            base=base(),
            framed=frozenset(page.path for page in discover() if page.framed),
        ),
    ],
    "lifespan": lifespan,
    "on_script_error": boundary.report,
}
