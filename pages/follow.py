"""Suivre: a live room on one's own phone."""

from observatory.ui import follow
from observatory.wording.language import N_

PAGE = {
    "title": N_("Suivre"),
    "path": "suivre",
    "order": 97,
    "options": ("salle", "commune"),
    "territory": False,
    "wall": True,
}

follow.show()
