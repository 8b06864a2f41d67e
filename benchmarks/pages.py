"""Server-side time of a rerun of each page: from the message of a click to the end of the script, over a websocket."""

import asyncio
import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.state.session_state import STREAMLIT_INTERNAL_KEY_PREFIX

from benchmarks.table import Measure
from observatory.settings import PROJECT
from observatory.ui.discovery import discover

PORT, OTHER_PORT = 8597, 8596
ROUNDS = 40
STEP = 0.05
FINISHED = {ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY}


@dataclass(frozen=True)
class Served:
    """A running app: its process, and the seconds from its start to its first answer."""

    pid: int
    seconds: float


@contextmanager
def served(store: Path, *, port: int = PORT) -> Iterator[Served]:
    """Serve the app on a store, and end it."""
    _refuse_taken(port)
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    environment = os.environ | {"OBSERVATORY_STORE": str(store)}
    start = time.perf_counter()
    with subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=subprocess.DEVNULL) as server:
        try:
            _wait_for_health(port)
            asyncio.run(_session("", rounds=0, port=port))
            yield Served(server.pid, time.perf_counter() - start)
        finally:
            server.terminate()


def measures() -> list[Measure]:
    """One measure per page, each over `ROUNDS` changes of its first row of buttons; of one without choices, reruns.

    Those that stand without the frame are empty without a dashboard, a link or a room.
    """
    framed = [page for page in discover() if not page.wall]
    return [Measure(f"rerun of {page.title}", reruns(page.path), 80, 200) for page in framed]


def reruns(page: str, *, port: int = PORT) -> list[float]:
    """Seconds of each rerun of one page."""
    return asyncio.run(_session(page, rounds=ROUNDS, port=port))


def _refuse_taken(port: int) -> None:
    """Another server at this port would be measured instead."""
    with socket.socket() as one:
        if one.connect_ex(("127.0.0.1", port)) == 0:
            raise RuntimeError(f"port {port} is taken")


def _wait_for_health(port: int, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=1) as answer:
                json.load(answer)
                return
        except OSError:
            time.sleep(STEP)
    raise TimeoutError("the app did not start")


async def _session(page: str, *, rounds: int, port: int) -> list[float]:
    """Open one page, then press its buttons in turn; seconds of each rerun."""
    async with connected(port) as stream:
        seen = await opened(stream, page)
        return [await pressed(stream, seen, turn) for turn in range(rounds)]


def connected(port: int) -> Any:
    """A session's connection, as a browser opens it."""
    address = f"ws://127.0.0.1:{port}/_stcore/stream"
    options: Any = {"subprotocols": ["streamlit"], "origin": f"http://127.0.0.1:{port}", "compression": None}
    return websockets.connect(address, max_size=None, **options)


async def opened(stream: Any, page: str, query: str = "") -> dict[str, Any]:
    """Open a page: what there is to press on it."""
    opening = BackMsg()
    opening.rerun_script.page_name = page
    opening.rerun_script.query_string = query
    _in_paris(opening)
    await stream.send(opening.SerializeToString())
    return await _until_finished(stream)


async def pressed(stream: Any, seen: dict[str, Any], turn: int) -> float:
    """Seconds from a press to the end of the rerun."""
    message = _press(seen, turn)
    start = time.perf_counter()
    await stream.send(message.SerializeToString())
    seen |= await _until_finished(stream)
    return time.perf_counter() - start


async def told(stream: Any, seen: dict[str, Any], component: str, event: str, value: object) -> None:
    """Have a component of ours say something, as its script does, and wait for the end of the rerun."""
    own, fragment = seen[component]
    message = BackMsg()
    message.rerun_script.page_script_hash = seen["page"]
    message.rerun_script.fragment_id = fragment
    _in_paris(message)
    widget = message.rerun_script.widget_states.widgets.add()
    widget.id = f"{STREAMLIT_INTERNAL_KEY_PREFIX}_{own}__events"
    widget.json_trigger_value = json.dumps([{"event": event, "value": value}])
    await stream.send(message.SerializeToString())
    seen |= await _until_finished(stream)


def _press(seen: dict[str, Any], turn: int) -> BackMsg:
    """Another choice in the page's first row of buttons, or in its first list; none where it has neither."""
    message = BackMsg()
    message.rerun_script.page_script_hash = seen["page"]
    _in_paris(message)
    choice = seen.get("choice")
    if choice is None:
        return message
    widget = message.rerun_script.widget_states.widgets.add()
    widget.id = choice.id
    option = choice.options[(turn + 1) % len(choice.options)]
    if isinstance(option, str):
        widget.string_value = option
    else:
        widget.string_array_value.data.append(option.content)
    return message


def _in_paris(message: BackMsg) -> None:
    message.rerun_script.context_info.locale = "fr-FR"
    message.rerun_script.context_info.timezone = "Europe/Paris"


async def _until_finished(stream: Any) -> dict[str, Any]:
    """Read what the server sends until the script ends: the page's hash and its first choice."""
    seen: dict[str, Any] = {}
    while True:
        received = ForwardMsg()
        received.ParseFromString(await asyncio.wait_for(stream.recv(), 60))
        kind = received.WhichOneof("type")
        if kind == "navigation":
            seen["page"] = received.navigation.page_script_hash
        if kind == "delta" and received.delta.WhichOneof("type") == "new_element":
            element = received.delta.new_element
            widget = getattr(element, str(element.WhichOneof("type")))
            if element.WhichOneof("type") == "bidi_component":
                seen[widget.component_name] = (widget.id, received.delta.fragment_id)
            if "choice_" in getattr(widget, "id", "") and bool(getattr(widget, "options", False)):
                seen.setdefault("choice", widget)
        if kind == "script_finished" and received.script_finished in FINISHED:
            return seen
