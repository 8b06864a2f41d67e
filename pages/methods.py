"""Données et méthodes: where figures come from, how they are computed, and what they cannot say."""

from observatory.ui import methods
from observatory.wording.language import N_

PAGE = {
    "title": N_("Données et méthodes"),
    "path": "donnees-et-methodes",
    "order": 90,
    "icon": "menu_book",
    "options": ("rubrique", "cherche", "fiches"),
    "territory": False,
}

methods.contents()
methods.sources()
methods.indicators()
methods.methods()
methods.conventions()
methods.glossary()
