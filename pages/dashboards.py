"""Tableaux de bord: the screens of a meeting, put in order, kept, sent, and projected."""

from observatory.ui import dashboards, ready
from observatory.wording.language import N_

PAGE = {
    "title": N_("Tableaux de bord"),
    "path": "tableaux-de-bord",
    "order": 5,
    "icon": "view_carousel",
    "options": ("tableau",),
    "selectors": (),
    "territory": False,
    "needs": "decide",
}

dashboards.notices()
if not dashboards.opened():
    dashboards.listed()
    ready.offered()
    dashboards.imported()
