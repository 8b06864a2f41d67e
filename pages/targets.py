"""Objectifs: where a territory stands against what it voted, and the board of its communes."""

from observatory.ui import board, target_form, targets
from observatory.wording.language import N_

PAGE = {
    "title": N_("Objectifs"),
    "path": "objectifs",
    "order": 4,
    "icon": "flag",
    "options": ("objectif", "ecarter", "statut"),
    "selectors": (),
}

targets.choices()
targets.main_figure()
targets.annex()
board.board()
targets.benchmark_lines()
target_form.manage()
