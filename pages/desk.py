"""Dépôts reçus: what communes sent, to look at, compare, publish or send back; and how far each of them has come."""

from observatory.ui import deposit_links, desk, follow_up
from observatory.wording.language import N_

PAGE = {
    "title": N_("Dépôts reçus"),
    "path": "depots",
    "order": 8,
    "icon": "inbox",
    "options": ("depot",),
    "selectors": (),
    "territory": False,
    "first": True,
    "needs": "review",
}

desk.notices()
desk.queue()
desk.judged()
follow_up.follow_up()
deposit_links.links()
