"""Addresses of what the server gives beside the pages, under the path that a proxy may put before them."""

from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st

from observatory.settings import settings
from observatory.ui.language import t

HEALTH = "/health"
TERRITORIES = "/territoires"
EVENTS = "/evenements"
LINK, ROOM = "/l", "/s"  # short, to be read aloud and typed
HERE = frozenset({"localhost", "127.0.0.1", "::1"})

GEOMETRY = Path(__file__).parent / "static" / "geo"


def base() -> str:
    """The path of `server.baseUrlPath`, as a prefix; empty at the root."""
    path = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{path}" if path else ""


def territories(snapshot: int) -> str:
    """The list of the territories of one snapshot."""
    return f"{base()}{TERRITORIES}/{snapshot}.json"


def public(path: str) -> str:
    """A whole address, for somebody else: below the one that the agency set, or below the one that its user sees."""
    if settings().address:
        return settings().address.rstrip("/") + path
    here = urlsplit(st.context.url or "http://localhost")
    return f"{here.scheme}://{here.netloc}{base()}{path}"


def only_here(address: str) -> str:
    """The sentence for an address that no other machine can open; empty for one that others can."""
    if urlsplit(address).hostname not in HERE:
        return ""
    return t(
        "Cette adresse ne s'ouvre que sur cet ordinateur. Ouvrez l'observatoire par son adresse sur le réseau, ou "
        "donnez-la dans le réglage « address »."
    )


def events(kind: str, code: str) -> str:
    """Where a browser hears of what happens to a link or in a room."""
    return f"{base()}{EVENTS}/{kind}/{code}"


def contours() -> dict[str, str]:
    """Département -> its communes' contours, for those that were built."""
    return {
        file.stem.split("-")[1]: f"{base()}/app/static/geo/{file.name}" for file in sorted(GEOMETRY.glob("*.geojson"))
    }
