"""Vue d'ensemble: a territory at a glance."""

from observatory.ui import overview
from observatory.wording.language import N_

PAGE = {
    "title": N_("Vue d'ensemble"),
    "path": "vue-d-ensemble",
    "order": 1,
    "icon": "dashboard",
    "options": ("carte",),
    "selectors": ("years",),
}

overview.opening()
overview.keep_and_map()
overview.networks()
