"""Addresses of what the server gives beside the pages, under the path that a proxy may put before them."""

from pathlib import Path

import streamlit as st

HEALTH = "/health"
TERRITORIES = "/territoires"


GEOMETRY = Path(__file__).parent / "static" / "geo"


def base() -> str:
    """The path of `server.baseUrlPath`, as a prefix; empty at the root."""
    path = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{path}" if path else ""


def territories(snapshot: int) -> str:
    """The list of the territories of one snapshot."""
    return f"{base()}{TERRITORIES}/{snapshot}.json"


def contours() -> dict[str, str]:
    """Département -> its communes' contours, for those that were built."""
    return {
        file.stem.split("-")[1]: f"{base()}/app/static/geo/{file.name}" for file in sorted(GEOMETRY.glob("*.geojson"))
    }
