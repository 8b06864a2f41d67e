"""Who may do what: every role, every act, on one's own commune and on another's."""

import pytest

from observatory.access import ANYBODY, Action, Object, Role, User, allowed, authorize, ever
from observatory.errors import QuestionRefused

OWN, OTHER = Object("38185"), Object("38151")
# For each act: the roles that may do it for a commune of theirs. Nobody may do it for another's.
OF_A_COMMUNE = {
    Action.SEE_SITES: {Role.COMMUNE, Role.ADVISER},
    Action.DEPOSIT: {Role.LINK, Role.COMMUNE, Role.ADVISER},
    Action.SEE_DEPOSITS: {Role.LINK, Role.COMMUNE, Role.ADVISER},
    Action.WITHDRAW: {Role.LINK, Role.COMMUNE, Role.ADVISER},
    Action.REVIEW: {Role.ADVISER},
    Action.UNDO: {Role.ADVISER},
    Action.DESCRIBE_SITES: {Role.COMMUNE, Role.ADVISER},
    Action.AGREE_TO_PUBLISH: {Role.COMMUNE, Role.ADVISER},
}
# Acts about no commune: the roles that may do them.
OF_THE_AGENCY = {
    Action.READ_PUBLISHED: set(Role),
    Action.DECIDE: {Role.ADVISER},
    Action.ADD_SOURCES: {Role.ADVISER},
    Action.MANAGE_ACCOUNTS: {Role.ADMINISTRATOR},
}


def somebody(role: Role, *, active: bool = True) -> User:
    return User("u", role, frozenset({"38185"}), active)


def test_every_act_has_its_row() -> None:
    """No act is without a row of the table, and none has two."""
    assert set(OF_A_COMMUNE) | set(OF_THE_AGENCY) == set(Action)
    assert not set(OF_A_COMMUNE) & set(OF_THE_AGENCY)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("action", OF_A_COMMUNE)
def test_acts_for_a_commune(role: Role, action: Action) -> None:
    """A role may act for its own commune where the table says so, and never for another, nor for none."""
    assert allowed(somebody(role), action, OWN) == (role in OF_A_COMMUNE[action])
    assert not allowed(somebody(role), action, OTHER)
    assert not allowed(somebody(role), action, Object())


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("action", OF_THE_AGENCY)
def test_acts_of_the_agency(role: Role, action: Action) -> None:
    """A role may do what is about no commune where the table says so."""
    assert allowed(somebody(role), action, Object()) == (role in OF_THE_AGENCY[action])


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("action", set(Action) - {Action.READ_PUBLISHED})
def test_a_closed_account_may_nothing(role: Role, action: Action) -> None:
    """Whoever is no longer active reads what is published, and no more."""
    assert not allowed(somebody(role, active=False), action, OWN)
    assert allowed(somebody(role, active=False), Action.READ_PUBLISHED, Object())


def test_a_refusal_names_the_act() -> None:
    """What is not allowed is refused by a code, with the act and whose it was."""
    with pytest.raises(QuestionRefused) as refused:
        authorize(somebody(Role.COMMUNE), Action.DEPOSIT, OTHER)
    assert (refused.value.code, refused.value.params["insee_code"]) == ("not_allowed", "38151")


def test_a_page_is_for_those_who_have_a_commune_to_act_for() -> None:
    """A commune's account without any commune has no page of deposits; an adviser of all has every one."""
    assert not ever(User("u", Role.COMMUNE, frozenset()), Action.DEPOSIT)
    assert ever(User("u", Role.ADVISER, None), Action.REVIEW)
    assert not ever(ANYBODY, Action.DEPOSIT)
