"""Private files leave by an address of their own, to the person it was made for, judged again as they leave."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from observatory.access import User
from observatory.access.accounts import of_id
from observatory.errors import ObservatoryError, QuestionRefused
from observatory.settings import Settings, settings
from observatory.store import Store, tickets
from observatory.ui import data
from observatory.ui.addresses import base
from observatory.wording.sentences import finding

PRIVATE = "/fichiers"


@dataclass(frozen=True)
class File:
    """What leaves: its name, what it is, and its bytes."""

    name: str
    media_type: str
    content: bytes


# One kind of private file: made for who asks, of what the address tells; it asks `authorize` as every act does.
Build = Callable[[User, Settings, Mapping[str, Any]], File]


def address(user: User, kind: str, told: Mapping[str, Any]) -> str:
    """Where a browser may fetch a private file, for a few minutes."""
    written = tickets.issue(data.store(), tickets.Ticket(user.id, kind, told))
    return f"{base()}{PRIVATE}/{written}"


def answer(kinds: Mapping[str, Build]) -> Callable[[Request], Response]:
    """The route that gives private files of those kinds."""

    def respond(request: Request) -> Response:
        store = Store(settings().store)
        try:
            ticket = tickets.read(store, request.path_params["ticket"])
            file = kinds[ticket.kind](of_id(store, ticket.account), settings(), ticket.told)
        except QuestionRefused as refusal:
            return PlainTextResponse(finding(refusal.code, refusal.params, "fr"), status_code=403)
        except ObservatoryError as error:
            return PlainTextResponse(finding(error.code, error.params, "fr"), status_code=404)
        headers = {
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name, safe='')}",
            "Cache-Control": "no-store",
        }
        return Response(file.content, media_type=file.media_type, headers=headers)

    return respond
