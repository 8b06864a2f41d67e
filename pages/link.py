"""Lien: what a link to a dashboard shows, to whoever has it."""

from observatory.ui import linked
from observatory.wording.language import N_

PAGE = {
    "title": N_("Tableau partagé"),
    "path": "lien",
    "order": 96,
    "options": ("l",),
    "territory": False,
    "wall": True,
}

linked.show()
