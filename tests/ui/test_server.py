"""What the server does to its own connections."""

import signal
import socket

import pytest

from observatory.ui import server
from observatory.ui.server import end_streams_at_stop, send_at_once


def test_connections_do_not_wait_for_acknowledgements() -> None:
    """What a listening socket accepts after `send_at_once` sends each message as it is written."""
    with socket.socket() as listening, socket.socket() as reader:  # as Streamlit makes it: no protocol named
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        send_at_once()
        reader.connect(listening.getsockname())
        accepted, _ = listening.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_that_stops_the_server_ends_its_streams_first(
    monkeypatch: pytest.MonkeyPatch, number: signal.Signals
) -> None:
    """The streams end, then what stopped the server before does so: else it would wait for them for ever."""
    told: list[str] = []
    before = {one: signal.signal(one, lambda *_: told.append("server")) for one in (signal.SIGINT, signal.SIGTERM)}
    monkeypatch.setattr(server.WATCHER, "close", lambda: told.append("streams"))
    try:
        end_streams_at_stop()
        signal.raise_signal(number)
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
    assert told == ["streams", "server"]
