"""Who may do what: one question, asked before every act, and no by default.

A public reader reads what is published. A commune deposits for itself and sees what is its own. An adviser acts for
the communes entrusted to her. An administrator keeps the accounts. Roles are read from the store at every act, never
from a cookie: a right taken away is gone at once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from observatory.errors import QuestionRefused

__all__ = ["ANYBODY", "LOCAL", "Action", "Object", "Role", "User", "allowed", "authorize", "ever"]


class Role(StrEnum):
    """What somebody is, from the least to the most."""

    PUBLIC = "public"  # nobody known
    LINK = "link"  # came by a deposit link: one commune, its deposits, nothing else
    COMMUNE = "commune"
    ADVISER = "adviser"
    ADMINISTRATOR = "administrator"


class Action(StrEnum):
    """What can be done; an act that is not here cannot be done."""

    READ_PUBLISHED = "read_published"
    SEE_SITES = "see_sites"  # site by site, of a commune
    DEPOSIT = "deposit"
    SEE_DEPOSITS = "see_deposits"
    WITHDRAW = "withdraw"  # before it was looked at
    REVIEW = "review"  # publish, hold, send back
    UNDO = "undo"
    DESCRIBE_SITES = "describe_sites"  # kinds, floor areas, transfers
    AGREE_TO_PUBLISH = "agree_to_publish"  # that a commune's sites may be seen by all
    DECIDE = "decide"  # targets, dashboards, links, rooms, decisions
    ADD_SOURCES = "add_sources"  # open data and advisers' own tables
    MANAGE_ACCOUNTS = "manage_accounts"


@dataclass(frozen=True)
class User:
    """Somebody who acts: a pseudonymous id, a role, and the communes that the role is for (None: all)."""

    id: str
    role: Role
    communes: frozenset[str] | None = frozenset()
    active: bool = True


@dataclass(frozen=True)
class Object:
    """What is acted on: the commune it belongs to, or None where it belongs to none."""

    insee_code: str | None = None


_OF_A_COMMUNE = frozenset(
    {
        Action.SEE_SITES,
        Action.DEPOSIT,
        Action.SEE_DEPOSITS,
        Action.WITHDRAW,
        Action.REVIEW,
        Action.UNDO,
        Action.DESCRIBE_SITES,
        Action.AGREE_TO_PUBLISH,
    }
)
_RIGHTS: Mapping[Role, frozenset[Action]] = {
    Role.PUBLIC: frozenset({Action.READ_PUBLISHED}),
    Role.LINK: frozenset({Action.READ_PUBLISHED, Action.DEPOSIT, Action.SEE_DEPOSITS, Action.WITHDRAW}),
    Role.COMMUNE: frozenset(
        {
            Action.READ_PUBLISHED,
            Action.SEE_SITES,
            Action.DEPOSIT,
            Action.SEE_DEPOSITS,
            Action.WITHDRAW,
            Action.DESCRIBE_SITES,
            Action.AGREE_TO_PUBLISH,
        }
    ),
    Role.ADVISER: frozenset(
        {
            Action.READ_PUBLISHED,
            Action.SEE_SITES,
            Action.DEPOSIT,
            Action.SEE_DEPOSITS,
            Action.WITHDRAW,
            Action.REVIEW,
            Action.UNDO,
            Action.DESCRIBE_SITES,
            Action.AGREE_TO_PUBLISH,  # as the commune wrote to her
            Action.DECIDE,
            Action.ADD_SOURCES,
        }
    ),
    Role.ADMINISTRATOR: frozenset({Action.READ_PUBLISHED, Action.MANAGE_ACCOUNTS}),
}
ANYBODY = User("public", Role.PUBLIC)
LOCAL = User("local", Role.ADVISER, communes=None)  # who works on the machine itself, where nobody else comes


def allowed(user: User, action: Action, on: Object) -> bool:
    """Whether somebody may do something to something.

    >>> secretary = User("u1", Role.COMMUNE, frozenset({"38185"}))
    >>> allowed(secretary, Action.DEPOSIT, Object("38185")), allowed(secretary, Action.DEPOSIT, Object("38151"))
    (True, False)
    """
    if action is not Action.READ_PUBLISHED and not user.active:
        return False
    if action not in _RIGHTS[user.role]:
        return False
    if action not in _OF_A_COMMUNE:
        return True
    return on.insee_code is not None and (user.communes is None or on.insee_code in user.communes)


def ever(user: User, action: Action) -> bool:
    """Whether somebody may do something to anything at all: whether a page about it is theirs."""
    some = next(iter(user.communes), None) if user.communes is not None else "any"
    return allowed(user, action, Object(some))


def authorize(user: User, action: Action, on: Object) -> None:
    """Let an act be done, or refuse it. Raises QuestionRefused `not_allowed`."""
    if not allowed(user, action, on):
        raise QuestionRefused("not_allowed", action=str(action), insee_code=on.insee_code)
