"""Tendances: one territory over the years."""

from observatory.wording.language import N_

PAGE = {"title": N_("Tendances"), "path": "tendances", "order": 2, "icon": "show_chart"}
