"""Données et méthodes: where figures come from, how they are computed, and what they cannot say."""

from observatory.ui import changes, coverage, known_breaks, methods, received
from observatory.wording.language import N_

PAGE = {
    "title": N_("Données et méthodes"),
    "path": "donnees-et-methodes",
    "order": 90,
    "icon": "menu_book",
    "options": ("rubrique", "cherche", "fiches", "serie", "lacunes", "depuis", "jusqua", "ici", "origine"),
    "territory": False,
}

methods.contents()
methods.sources()
coverage.coverage()
known_breaks.known_breaks()
received.received()
changes.changes()
methods.indicators()
methods.methods()
methods.conventions()
methods.glossary()
