"""What every answer of the server carries: a French page shell, security headers, and how long a file may be kept.

Streamlit serves the same English shell for whatever path it does not know; here an unknown page is a 404 in French.
"""

import re
from html import escape
from pathlib import Path

import streamlit as st
from starlette.types import ASGIApp, Message, Receive, Scope, Send

INDEX = Path(st.__file__).parent / "static" / "index.html"

# `style-src 'unsafe-inline'`: Streamlit and Plotly write their styles from scripts. `blob:`: where Streamlit loads the
# scripts of components from. Nothing may be asked of another host, nor framed by another site.
POLICY = (
    "default-src 'self'; script-src 'self' blob:; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; "
    "form-action 'self'; frame-ancestors 'self'"
)
HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
)
# Whoever came by HTTPS once never comes without it again, for a year.
STRICT = (b"strict-transport-security", b"max-age=31536000; includeSubDomains")
HTML_HEADERS = (
    (b"content-type", b"text/html; charset=utf-8"),
    (b"cache-control", b"no-cache"),
)
# Another site may frame the page that shows one figure, and no other.
FRAMED_HERE = ((b"content-security-policy", POLICY.encode()), (b"x-frame-options", b"SAMEORIGIN"))
FRAMED_ANYWHERE = (
    (b"content-security-policy", POLICY.replace("frame-ancestors 'self'", "frame-ancestors *").encode()),
)
# A file whose name carries its version never changes.
VERSIONED = re.compile(r"-(?:cog)?[0-9]{4}\.[a-z]+$")
FOR_EVER, AN_HOUR = b"public, max-age=31536000, immutable", b"public, max-age=3600"

NO_SCRIPT = "<noscript><p>Cet observatoire a besoin de JavaScript pour s'afficher.</p></noscript>"
NOT_FOUND = """<!DOCTYPE html>
<html lang="fr"><head><meta charset="UTF-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Page inconnue</title></head>
<body style="font-family: sans-serif; max-width: 40rem; margin: 4rem auto; padding: 0 1rem">
<h1>Cette page n'existe pas</h1><p>Vérifiez l'adresse, ou ouvrez <a href="{home}">la première page</a>.</p>
</body></html>
"""


class Shell:
    """ASGI middleware. `pages` are the paths that exist, below `base` (the path of `server.baseUrlPath`, or empty).

    `framed` are those that other sites may frame.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        title: str,
        pages: frozenset[str],
        base: str = "",
        framed: frozenset[str] = frozenset(),
    ) -> None:
        self._app = app
        self._base = base
        self._pages = pages | {""}
        self._framed = framed
        self._page = french_shell(INDEX.read_text(encoding="utf-8"), title=title, base=base).encode()
        self._lost = NOT_FOUND.format(home=escape(f"{base}/")).encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, its headers completed and its page in French."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path = scope["path"].removeprefix(self._base)
        secure = (STRICT,) if _is_secure(scope) else ()
        is_html = False

        async def answer(message: Message) -> None:
            nonlocal is_html
            if message["type"] == "http.response.start":
                is_html = _content_type(message).startswith(b"text/html")
                if is_html:
                    await self._send_html(path, scope["method"], send, secure)
                else:
                    await send({**message, "headers": [*_kept(message, path), *HEADERS, *secure]})
            elif not is_html:
                await send(message)

        await self._app(scope, receive, answer)

    async def _send_html(self, path: str, method: str, send: Send, secure: tuple[tuple[bytes, bytes], ...]) -> None:
        """The shell, or the page that says there is none; a HEAD has the headers of its GET."""
        known = path.strip("/") in self._pages
        body = self._page if known else self._lost
        framing = FRAMED_ANYWHERE if path.strip("/") in self._framed else FRAMED_HERE
        headers = [*HTML_HEADERS, *framing, *HEADERS, *secure, (b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": 200 if known else 404, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if method == "HEAD" else body})


def french_shell(html: str, *, title: str, base: str) -> str:
    """Streamlit's page shell in French, with our title and icon, and told where the server is.

    Its own inline script, a hint to a prerenderer that we do not have, goes: our policy allows none.
    """
    html = html.replace('<html lang="en">', '<html lang="fr">')
    html = html.replace("<title>Streamlit</title>", f"<title>{escape(title)}</title>")
    html = html.replace("./favicon.png", f"{base}/app/static/favicon.svg")
    html = re.sub(r"<link rel=\"service-desc\"[^>]*>", "", html)
    here = f'<script src="{base}/app/static/here.js"></script>'
    html = re.sub(r"<script>.*?</script>", here, html, flags=re.DOTALL)
    return re.sub(r"<noscript>.*?</noscript>", NO_SCRIPT, html, flags=re.DOTALL)


def _is_secure(scope: Scope) -> bool:
    """Whether the reader came by HTTPS, to us or to the proxy in front."""
    forwarded = dict(scope["headers"]).get(b"x-forwarded-proto", b"")
    return scope.get("scheme") == "https" or forwarded.split(b",")[0].strip() == b"https"


def _content_type(message: Message) -> bytes:
    return bytes(dict(message["headers"]).get(b"content-type", b""))


def _kept(message: Message, path: str) -> list[tuple[bytes, bytes]]:
    """The answer's own headers, and how long a file of ours may be kept."""
    own = {name for name, _ in HEADERS}
    headers = [(name, value) for name, value in message["headers"] if name.lower() not in own]
    if path.startswith("/app/static/"):
        headers.append((b"cache-control", FOR_EVER if VERSIONED.search(path) else AN_HOUR))
    return headers
