"""Vue d'ensemble: a territory at a glance."""

from observatory.ui import overview
from observatory.wording.language import N_

PAGE = {"title": N_("Vue d'ensemble"), "path": "vue-d-ensemble", "order": 1, "icon": "dashboard", "options": ("carte",)}

overview.coverage()
overview.cards()
overview.takeaways()
overview.map_and_shares()
overview.networks()
