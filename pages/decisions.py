"""Décisions: what meetings noted, asked and decided, until it is closed."""

from observatory.ui import decisions
from observatory.wording.language import N_

PAGE = {
    "title": N_("Décisions"),
    "path": "decisions",
    "order": 6,
    "icon": "task_alt",
    "options": ("theme", "etat"),
    "selectors": (),
    "territory": False,
    "needs": "decide",
}

decisions.notices()
decisions.choices()
decisions.page()
