"""The presenter's side of a live room: opened from the wall, moved with it, ended by a button or by itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import segno
import streamlit as st

from observatory.dashboards import files
from observatory.dashboards.contract import Dashboard
from observatory.errors import ObservatoryError
from observatory.store import rooms
from observatory.store.rooms import Opened
from observatory.ui import addresses, boundary, data, session, state
from observatory.ui.events import Kind
from observatory.ui.language import t

_ROOMS = "presented_rooms"  # by wall: the room that this session moves; None where it is over
_GROUP = 3  # letters said together
_FILES = Path(__file__).parent / "components"
_ROOM = st.components.v2.component(
    "observatory_room",
    html=(_FILES / "room.html").read_text(encoding="utf-8"),
    css=(_FILES / "room.css").read_text(encoding="utf-8"),
    js=(_FILES / "room.js").read_text(encoding="utf-8"),
)


@dataclass(frozen=True)
class Live:
    """An open room: what its followers have before them, so that the wall shows them no other."""

    opened: Opened
    dashboard: Dashboard
    snapshot: int

    @property
    def above(self) -> str:
        """What the wall says of it."""
        return t("Suivre : {code}", code=spelled(self.opened.code))


def current() -> Live | None:
    """The room of this wall, while it goes on; one that ended is told once."""
    opened = _known().get(_wall())
    if opened is None:
        return None
    try:
        room = rooms.get(data.store(), opened.code)
    except ObservatoryError as refusal:
        _known()[_wall()] = None
        boundary.tell(refusal.code, refusal.params)
        return None
    return Live(opened, files.read(room.declared.encode()), room.snapshot)


def panel(live: Live | None, dashboard: Dashboard, *, screen: int) -> None:
    """The code to scan and what opens, takes up again and ends the room; each draws the wall again."""
    shown = _shown(live) if live else {"room": None, "events": "", "picture": ""}
    sent = _ROOM(
        key="room",
        data={"wall": _wall(), "over": live is None and _wall() in _known(), "texts": _texts(live)} | shown,
        on_opened_change=_heard,
        on_resumed_change=_heard,
        on_ended_change=_heard,
        on_over_change=_heard,
    )
    with boundary.guarded():
        if sent.opened and live is None:
            number = data.snapshot().number
            _known()[_wall()] = rooms.begin(
                session.deciding(), files.written(dashboard), snapshot=number, screen=screen
            )
        elif sent.resumed:
            _resume(sent.resumed)
        elif sent.ended and live is not None:
            rooms.end(data.store(), live.opened)
    if sent.opened or sent.resumed or sent.ended or sent.over:
        st.rerun()


def move(screen: object) -> None:
    """Take those who follow to the screen of the wall, as its browser says it."""
    opened = _known().get(_wall())
    if opened is not None and isinstance(screen, int):
        with boundary.guarded():
            rooms.move(data.store(), opened, screen)


def spelled(code: str) -> str:
    """A code as it is read aloud.

    >>> spelled("k7m2px")
    'K7M 2PX'
    """
    return f"{code[:_GROUP]} {code[_GROUP:]}".upper()


def _resume(kept: object) -> None:
    """Go on with a room whose token this tab kept, where the wall is by now."""
    match kept:
        case {"code": str() as code, "token": str() as token, "screen": int() as screen}:
            opened = Opened(code, token)
            _known()[_wall()] = opened if rooms.is_presenter(data.store(), opened) else None
            if screen:
                move(screen)
        case _:
            _known()[_wall()] = None


def _shown(live: Live) -> dict[str, Any]:
    code = live.opened.code
    scanned = segno.make(addresses.public(f"{addresses.ROOM}/{code}"), error="m")
    return {
        "room": {"code": code, "token": live.opened.token},
        "events": addresses.events(Kind.WALL, code),
        "picture": scanned.svg_data_uri(scale=10, border=2, light="#fff"),
    }


def _texts(live: Live | None) -> Mapping[str, str]:
    address = addresses.public(addresses.ROOM)
    return {
        "title": t("Suivez sur votre téléphone"),
        "picture": t("Code à scanner pour suivre la séance"),
        "address": t("Scannez, ou ouvrez {address} et donnez le code :", address=address.split("://")[-1]),
        "code": spelled(live.opened.code) if live else "",
        "followers": t("{count} en ligne", count="{count}"),
        "warning": addresses.only_here(address),
        "hide": t("Masquer (S)"),
        "end": t("Terminer le suivi"),
    }


def _known() -> dict[str, Opened | None]:
    found: dict[str, Opened | None] = st.session_state.setdefault(_ROOMS, {})
    return found


def _wall() -> str:
    """What is projected, whatever its screen: a dashboard, or a ready one of a territory."""
    view = state.view()
    return " ".join((view.option("tableau"), view.option("pret"), view.territory))


def _heard() -> None:
    """Streamlit gives a value only to a component that declares somebody listens."""
