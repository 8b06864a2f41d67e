"""From an account, or a deposit link, to somebody who acts."""

from collections.abc import Iterable

from observatory.access import ANYBODY, LOCAL, Role, User
from observatory.errors import ObservatoryError
from observatory.store import Store, accounts, deposit_links, snapshots
from observatory.store.accounts import Account
from observatory.store.totals import members
from observatory.territory import Kind, parse_territory


def of_email(store: Store, email: str, *, verified: bool) -> User:
    """Whoever logged in with that address: nobody known where it was not invited, or the provider does not vouch."""
    account = accounts.of_email(store, email) if verified and email else None
    return ANYBODY if account is None else of_account(store, account)


def of_id(store: Store, identity: str) -> User:
    """Somebody by the id that acts are kept under; nobody known where there is none any more."""
    if identity == LOCAL.id:
        return LOCAL
    if identity.startswith("link:"):
        link = deposit_links.by_id(store, identity.removeprefix("link:"))
        return ANYBODY if link is None else of_link(link)
    try:
        return of_account(store, accounts.get(store, identity))
    except ObservatoryError:
        return ANYBODY


def of_link(link: deposit_links.DepositLink) -> User:
    """Whoever came by a deposit link."""
    return User(f"link:{link.id}", Role.LINK, frozenset({link.insee_code}))


def of_account(store: Store, account: Account) -> User:
    """The account's owner, with the communes of its territories as they are today."""
    return User(account.id, Role(account.role), frozenset(_communes(store, account.territories)), account.active)


def _communes(store: Store, territories: Iterable[str]) -> Iterable[str]:
    for territory in map(parse_territory, territories):
        if territory.kind is Kind.COMMUNE:
            yield territory.key
        else:
            try:
                yield from members(snapshots.current(store), territory)["insee_code"]
            except ObservatoryError:  # nothing published yet: no list of communes
                return
