"""Projection: a dashboard on a wall, one figure at a time."""

from observatory.ui import projection
from observatory.wording.language import N_

PAGE = {
    "title": N_("Projection"),
    "path": "projection",
    "order": 95,
    "options": ("tableau", "pret", "ecran", "avance", "l"),
    "territory": False,
    "wall": True,
}

projection.project()
