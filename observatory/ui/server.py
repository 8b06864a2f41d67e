"""What the server does around Streamlit: warm up before the first reader, say that it lives, list the territories."""

import gc
import importlib
import logging
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import anyio
import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from observatory.errors import ObservatoryError
from observatory.store import snapshots
from observatory.ui import boundary, data, doors
from observatory.ui.addresses import HEALTH, TERRITORIES, base
from observatory.ui.directory import directory
from observatory.ui.discovery import discover
from observatory.ui.shell import FOR_EVER, Shell

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
    try:
        directory(snapshots.current(data.store()))
    except ObservatoryError as refusal:
        LOG.warning("no snapshot to open: %s", refusal)
    # Streamlit runs gc.collect(2) after each run of the script: 60 to 110 ms with these libraries loaded, 0.01 frozen.
    gc.collect()
    gc.freeze()


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


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Warm up before the first session, unless nobody should be served."""
    doors.check()
    send_at_once()
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


OPTIONS: dict[str, Any] = {
    "routes": [
        Route(f"{base()}{HEALTH}", health),
        Route(f"{base()}{TERRITORIES}/{{number:int}}.json", territories),
    ],
    "middleware": [
        Middleware(doors.Doors),
        Middleware(Shell, title=TITLE, pages=frozenset(page.path for page in discover()), base=base()),
    ],
    "lifespan": lifespan,
    "on_script_error": boundary.report,
}
