"""One figure alone, to be shown inside a page of the agency's own site."""

from observatory.ui import embedding
from observatory.wording.language import N_

PAGE = {
    "title": N_("Figure à intégrer"),
    "path": "integrer",
    "order": 96,
    "options": (
        "sur",
        "figure",
        "annee",
        "annee_base",
        "aussi",
        "base",
        "carte",
        "chaleur",
        "climat",
        "cote",
        "depuis",
        "ecarter",
        "energie",
        "mesure",
        "objectif",
        "par",
        "sans",
        "secteur",
        "selon",
        "statut",
        "taille",
        "tout",
        "voisines",
        "vue",
        "zone",
    ),
    "territory": False,
    "wall": True,
    "framed": True,
}

embedding.alone()
