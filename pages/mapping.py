"""Ajouter une source: an adviser's own table, read as it is told, seen before it is taken, remembered."""

from observatory.ui import mapping, mapping_known
from observatory.wording.language import N_

PAGE = {
    "title": N_("Ajouter une source"),
    "path": "ajouter-une-source",
    "order": 80,
    "icon": "add_chart",
    "territory": False,
    "needs": "add_sources",
    "first": True,
}

mapping.receipt()
mapping.add()
mapping_known.tables()
