"""Patrimoine: what a commune pays for, site by site."""

from observatory.ui import patrimoine, patrimoine_tables, site_form
from observatory.wording.language import N_

PAGE = {
    "title": N_("Patrimoine"),
    "path": "patrimoine",
    "order": 4,
    "icon": "home_work",
    "options": ("mesure", "origine"),
    "selectors": (),
}

if patrimoine.opening():
    patrimoine.heaviest()
    patrimoine.cost()
    patrimoine_tables.by_month()
    patrimoine_tables.by_size()
    patrimoine_tables.missing()
    patrimoine_tables.delivered()
    patrimoine_tables.set_aside()
site_form.manage()
