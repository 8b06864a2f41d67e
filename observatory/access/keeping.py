"""Accounts kept by who may keep them."""

from collections.abc import Sequence

from observatory.access import Action, Object, Role, User, authorize
from observatory.errors import QuestionRefused
from observatory.store import Store, accounts
from observatory.store.accounts import Account
from observatory.territory import parse_territory

GIVEN = (Role.COMMUNE, Role.ADVISER, Role.ADMINISTRATOR)  # the others are nobody's by name


def invite(store: Store, user: User, email: str, *, name: str, role: str, territories: Sequence[str]) -> Account:
    """Open an account.

    Raises QuestionRefused `not_allowed`, `role_unknown`, `email_unreadable` and `territory_unreadable`.
    """
    authorize(user, Action.MANAGE_ACCOUNTS, Object())
    return accounts.invite(
        store, email, name=name, role=_role(role), territories=_territories(territories), author=user.id
    )


def change(store: Store, user: User, account: str, *, role: str, territories: Sequence[str], active: bool) -> Account:
    """Give an account another role or other territories, or close it. Raises as `invite`, and `account_unknown`."""
    authorize(user, Action.MANAGE_ACCOUNTS, Object())
    return accounts.change(
        store, account, role=_role(role), territories=_territories(territories), active=active, author=user.id
    )


def erase(store: Store, user: User, account: str) -> None:
    """Forget who an account was, and close it. Raises QuestionRefused `not_allowed`, ObservatoryError as above."""
    authorize(user, Action.MANAGE_ACCOUNTS, Object())
    accounts.erase(store, account, author=user.id)


def _role(written: str) -> str:
    if written not in GIVEN:
        raise QuestionRefused("role_unknown", role=written)
    return written


def _territories(written: Sequence[str]) -> list[str]:
    return [str(parse_territory(text.strip())) for text in written if text.strip()]
