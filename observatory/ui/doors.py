"""Which doors the server may open, and who may knock.

Without a login whoever reaches the server is the agency's adviser: it then answers this machine alone, and stops rather
than start on an address that others reach. A proxy in front makes every reader look like this machine: what it forwards
is refused too.
"""

from ipaddress import ip_address

import streamlit as st
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from observatory.errors import ObservatoryError
from observatory.settings import settings

FORWARDED = ("x-forwarded-for", "x-forwarded-host", "forwarded", "x-real-ip")
PROVIDER = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
REFUSED = "Cet observatoire ne répond qu'à son propre poste : aucune connexion n'y est configurée.\n"


def check() -> None:
    """Refuse to serve others without a login, or with one that is half set.

    Raises ObservatoryError `login_missing` with the address, or `login_incomplete` with what it lacks.
    """
    if settings().login == "local":
        address = str(st.get_option("server.address") or "")
        if not is_this_machine(address):
            raise ObservatoryError("login_missing", address=address or "0.0.0.0")  # noqa: S104 - told, not listened on
        return
    known = dict(st.secrets["auth"]) if "auth" in st.secrets else {}
    lacking = [name for name in PROVIDER if not known.get(name)]
    if lacking:
        raise ObservatoryError("login_incomplete", missing=lacking)


def is_this_machine(host: str) -> bool:
    """Whether a name, as an address or a request spells it, is the machine itself.

    >>> [is_this_machine(host) for host in ("localhost:8501", "[::1]:8501", "10.0.0.4", "")]
    [True, True, False, False]
    """
    bare = host.rsplit(":", 1)[0] if host.count(":") == 1 or (host.startswith("[") and not host.endswith("]")) else host
    bare = bare.strip("[]").lower()
    if bare == "localhost":
        return True
    try:
        return ip_address(bare).is_loopback
    except ValueError:
        return False


class Doors:
    """ASGI middleware: without a login, requests that come from elsewhere, or were forwarded, are refused."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or refuse it."""
        if scope["type"] not in {"http", "websocket"} or settings().login != "local" or _from_here(scope):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await PlainTextResponse(REFUSED, status_code=421)(scope, receive, send)


def _from_here(scope: Scope) -> bool:
    headers = Headers(scope=scope)
    client = (scope.get("client") or ("",))[0]
    return (
        is_this_machine(headers.get("host", ""))
        and (is_this_machine(client) or client in {"", "testclient"})
        and not any(name in headers for name in FORWARDED)
    )
