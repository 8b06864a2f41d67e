"""Comptes: who may come in, and for which communes."""

from observatory.ui import accounts
from observatory.wording.language import N_

PAGE = {
    "title": N_("Comptes"),
    "path": "comptes",
    "order": 85,
    "icon": "manage_accounts",
    "territory": False,
    "first": True,
    "needs": "manage_accounts",
}

accounts.notices()
accounts.listed()
accounts.invitation()
