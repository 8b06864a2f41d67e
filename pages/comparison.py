"""Comparaison: the communes, or the EPCI, of a territory side by side."""

from observatory.ui import comparison, peers, ranking
from observatory.wording.language import N_

PAGE = {
    "title": N_("Comparaison"),
    "path": "comparaison",
    "order": 3,
    "icon": "bar_chart",
    "options": (
        "mesure",
        "energie",
        "secteur",
        "annee",
        "depuis",
        "par",
        "zone",
        "taille",
        "voisines",
        "selon",
        "sans",
    ),
    "selectors": ("source",),
}

comparison.choices()
found = comparison.compared()
if found is not None:
    comparison.distribution()
    peers.comparable_communes()
    peers.funnel()
    comparison.map_figure()
    ranking.ranking(found)
