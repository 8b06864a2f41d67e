"""Tendances: one territory over the years."""

from observatory.ui import trends
from observatory.wording.language import N_

PAGE = {
    "title": N_("Tendances"),
    "path": "tendances",
    "order": 2,
    "icon": "show_chart",
    "options": ("vue", "base", "tout", "cote", "annee_base", "aussi", "climat", "chaleur"),
}

trends.choices()
trends.main_figure()
trends.parts()
trends.explanation()
trends.beside()
trends.more()
trends.climate()
