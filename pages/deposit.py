"""Déposer: a commune's own spreadsheet, read, checked, compared and sent."""

from observatory.ui import deposit, deposit_sent
from observatory.wording.language import N_

PAGE = {
    "title": N_("Déposer"),
    "path": "deposer",
    "order": 7,
    "icon": "upload_file",
    "options": ("lien",),
    "selectors": (),
    "territory": False,
    "first": True,
    "needs": "deposit",
}

deposit.receipts()
deposit.steps()
deposit_sent.sent()
