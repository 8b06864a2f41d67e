"""What the server does to its own connections."""

import socket

from observatory.ui.server import send_at_once


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
