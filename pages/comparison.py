"""Comparaison: the communes, or the EPCI, of a territory side by side."""

from observatory.ui import comparison
from observatory.wording.language import N_

PAGE = {
    "title": N_("Comparaison"),
    "path": "comparaison",
    "order": 3,
    "icon": "bar_chart",
    "options": ("mesure", "energie", "secteur", "annee", "depuis", "par", "zone", "taille", "groupe"),
    "selectors": ("source",),
}

comparison.choices()
comparison.distribution()
comparison.map_figure()
comparison.ranking()
