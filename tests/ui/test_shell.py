"""What the server adds to every answer."""

import asyncio
from typing import Any

import pytest
from starlette.types import Receive, Scope, Send

from observatory.settings import PROJECT
from observatory.ui.shell import INDEX, Shell, french_shell


def answer(
    path: str, *, method: str = "GET", kind: bytes = b"text/html", base: str = ""
) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of a request through the shell around an app that answers `kind`."""
    sent: list[dict[str, Any]] = []

    async def inner(_scope: Scope, _receive: Receive, send: Send) -> None:
        headers = [(b"content-type", kind), (b"content-length", b"5"), (b"x-content-type-options", b"sniff")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if method == "HEAD" else b"inner"})

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    async def receive() -> dict[str, Any]:
        return {"type": "http.request"}

    shell = Shell(
        inner,
        title="Observatoire",
        pages=frozenset({"tendances", "integrer"}),
        base=base,
        framed=frozenset({"integrer"}),
    )
    scope = {"type": "http", "path": path, "method": method, "headers": []}
    asyncio.run(shell(scope, receive, send))
    headers = [(name.decode(), value.decode()) for name, value in sent[0]["headers"]]
    assert len({name for name, _ in headers}) == len(headers), "a header is sent twice"
    return sent[0]["status"], dict(headers), b"".join(message["body"] for message in sent[1:])


@pytest.mark.parametrize("path", ["/", "/tendances"])
def test_a_page_is_in_french(path: str) -> None:
    """The shell declares French and bears our title."""
    _, _, body = answer(path)
    assert b'<html lang="fr">' in body
    assert "<title>Observatoire</title>" in body.decode()


def test_an_unknown_page_is_a_404_in_french() -> None:
    """An address that no page has says so, with a way out."""
    status, _, body = answer("/nimporte/quoi")
    assert status == 404
    assert "Cette page n'existe pas" in body.decode()


def test_a_head_has_the_headers_of_its_get() -> None:
    """A HEAD announces the length of the page and sends none of it."""
    _, got, body = answer("/tendances")
    _, headers, nothing = answer("/tendances", method="HEAD")
    assert (headers, nothing) == (got, b"")
    assert int(got["content-length"]) == len(body)


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("x-frame-options", "SAMEORIGIN"),
    ],
)
def test_a_page_bears_the_headers_of_safety(header: str, value: str) -> None:
    """Each header has its one value."""
    assert answer("/")[1][header] == value


@pytest.mark.parametrize("rule", ["default-src 'self'", "script-src 'self' blob:", "frame-ancestors 'self'"])
def test_nothing_outside_may_be_asked_nor_frame_us(rule: str) -> None:
    """The policy has this rule."""
    assert rule in answer("/")[1]["content-security-policy"].split("; ")


def test_what_is_no_page_passes_as_it_is() -> None:
    """Only pages are rewritten; the rest is completed."""
    status, headers, body = answer("/_stcore/health", kind=b"text/plain")
    assert (status, headers["x-content-type-options"], body) == (200, "nosniff", b"inner")


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/app/static/geo/communes-38-cog2026.geojson", "public, max-age=31536000, immutable"),
        ("/app/static/favicon.svg", "public, max-age=3600"),
    ],
)
def test_a_file_is_kept_as_long_as_its_name_says(path: str, kept: str) -> None:
    """A versioned name is kept for a year, another for an hour."""
    assert answer(path, kind=b"application/json")[1]["cache-control"] == kept


def test_a_path_under_a_proxy_is_known() -> None:
    """Under a base path, pages are found and the shell's own files too."""
    status, _, body = answer("/obs/tendances", base="/obs")
    assert status == 200
    assert b"/obs/app/static/here.js" in body


def test_the_shell_has_no_inline_script() -> None:
    """Our policy would block it; and what we replace in Streamlit's page is there to be replaced."""
    page = french_shell(INDEX.read_text(encoding="utf-8"), title="Observatoire", base="")
    assert "<script>" not in page
    assert page.count("/app/static/here.js") == page.count("/app/static/favicon.svg") == 1
    assert "Cet observatoire a besoin de JavaScript" in page


@pytest.mark.parametrize("name", ["favicon.svg", "here.js"])
def test_the_shell_s_files_are_there(name: str) -> None:
    """What the page asks for is served."""
    assert (PROJECT / "observatory" / "ui" / "static" / name).exists()


def test_one_page_alone_may_be_framed_by_others() -> None:
    """The page of a figure to embed has no frame header and any ancestor; an unknown page below it has both rules."""
    _, framed, _ = answer("/integrer")
    assert "x-frame-options" not in framed
    assert "frame-ancestors *" in framed["content-security-policy"].split("; ")
    for path in ("/tendances", "/integrer/tendances", "/"):
        _, kept, _ = answer(path)
        assert kept["x-frame-options"] == "SAMEORIGIN"
        assert "frame-ancestors 'self'" in kept["content-security-policy"].split("; ")
