"""Accounts, deposit links, addresses of private files, and how much may be sent."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from observatory.access import ANYBODY, Action, Object, Role, User, allowed, keeping
from observatory.access.accounts import of_email, of_id, of_link
from observatory.errors import ObservatoryError, QuestionRefused
from observatory.store import Store, accounts, control, deposit_links, rates, tickets
from tests.stores import EXTRACTS, settings_in, taken

KEEPER = User("k", Role.ADMINISTRATOR)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def invited(store: Store, role: str = "commune", *territories: str) -> str:
    places = territories or ("38151",)
    return keeping.invite(store, KEEPER, "Mairie@Example.fr", name="Mairie", role=role, territories=places).id


def test_an_address_is_known_whatever_its_capitals(store: Store) -> None:
    """Whoever logs in with an address that was invited acts for the communes of the invitation."""
    identity = invited(store)
    found = of_email(store, "mairie@example.FR", verified=True)
    assert found == User(identity, Role.COMMUNE, frozenset({"38151"}))


def test_a_provider_that_does_not_vouch_lets_nobody_in(store: Store) -> None:
    """An address that the provider did not verify is nobody's."""
    invited(store)
    assert of_email(store, "mairie@example.fr", verified=False) == ANYBODY
    assert of_email(store, "autre@example.fr", verified=True) == ANYBODY


def test_a_change_holds_at_the_next_act(store: Store) -> None:
    """A role, communes, or an account taken away are gone the next time that the store is asked."""
    identity = invited(store)
    keeping.change(store, KEEPER, identity, role="commune", territories=["38185"], active=True)
    assert of_id(store, identity).communes == {"38185"}
    keeping.change(store, KEEPER, identity, role="commune", territories=["38185"], active=False)
    assert not allowed(of_id(store, identity), Action.DEPOSIT, Object("38185"))


def test_an_adviser_acts_for_the_communes_of_her_territories(tmp_path: Path) -> None:
    """An EPCI is the communes that it has today: the 49 of Grenoble-Alpes-Métropole."""
    settings = settings_in(tmp_path)
    taken(settings, EXTRACTS)
    store = Store(settings.store)
    identity = invited(store, "adviser", "epci:200040715")
    found = of_id(store, identity).communes
    assert found is not None
    assert (len(found), "38185" in found, "38563" in found) == (49, True, False)


def test_only_the_keeper_of_accounts_keeps_them(store: Store) -> None:
    """An adviser cannot invite, nor give herself a role."""
    with pytest.raises(QuestionRefused, match="not_allowed"):
        keeping.invite(store, User("a", Role.ADVISER, None), "x@example.fr", name="", role="adviser", territories=[])
    assert accounts.standing(store) == ()


@pytest.mark.parametrize("email", ["", "mairie", "@example.fr", "mairie@", "a@b@c", "ma irie@example.fr"])
def test_what_is_no_address_is_refused(store: Store, email: str) -> None:
    """An invitation needs an address."""
    with pytest.raises(QuestionRefused, match="email_unreadable"):
        keeping.invite(store, KEEPER, email, name="", role="commune", territories=["38151"])


@pytest.mark.parametrize("role", ["public", "link", "roi"])
def test_some_roles_are_nobody_s_by_name(store: Store, role: str) -> None:
    """Only commune, adviser and administrator are given."""
    with pytest.raises(QuestionRefused, match="role_unknown"):
        keeping.invite(store, KEEPER, "x@example.fr", name="", role=role, territories=[])


def test_an_erased_person_is_forgotten(store: Store) -> None:
    """Name and address leave the store's files; the account stays, closed, under its number."""
    identity = invited(store)
    keeping.erase(store, KEEPER, identity)
    assert accounts.get(store, identity).email == ""
    assert not of_id(store, identity).active
    with control.deciding(store) as connection:
        connection.execute("DELETE FROM tickets")  # a further transaction, after which the log is written back
    assert b"mairie@example.fr" not in store.control.read_bytes()


def test_a_link_lets_in_for_its_commune_alone(store: Store) -> None:
    """Whoever has it may deposit for one commune and see its deposits; nothing else."""
    _, written = deposit_links.make(store, "38151", maker="a", days=30)
    user = of_link(deposit_links.opened(store, written))
    may = {action for action in Action if allowed(user, action, Object("38151"))}
    assert may == {Action.READ_PUBLISHED, Action.DEPOSIT, Action.SEE_DEPOSITS, Action.WITHDRAW}
    assert not allowed(user, Action.DEPOSIT, Object("38185"))


def test_a_damaged_link_is_none(store: Store) -> None:
    """One letter more, or another store's link, is refused by a code."""
    with pytest.raises(QuestionRefused, match="deposit_link_unknown"):
        deposit_links.opened(store, "abc")
    _, written = deposit_links.make(store, "38151", maker="a", days=30)
    with pytest.raises(QuestionRefused, match="deposit_link_unknown"):
        deposit_links.opened(store, f"{written}a")


def test_a_revoked_link_is_closed_at_once(store: Store) -> None:
    """It says that it was withdrawn, and its holder is nobody."""
    link, written = deposit_links.make(store, "38151", maker="a", days=30)
    deposit_links.revoke(store, link.id, author="a")
    with pytest.raises(QuestionRefused, match="deposit_link_revoked"):
        deposit_links.opened(store, written)
    assert of_id(store, f"link:{link.id}") == ANYBODY


def test_a_link_expires(store: Store) -> None:
    """A link of no day is out of date as soon as it is made."""
    _, written = deposit_links.make(store, "38151", maker="a", days=0)
    with pytest.raises(QuestionRefused, match="deposit_link_expired"):
        deposit_links.opened(store, written)


def test_the_address_of_a_link_says_nothing(store: Store) -> None:
    """Neither the commune nor whoever made it stands in the address."""
    _, written = deposit_links.make(store, "38151", maker="a-maker", days=30)
    assert "38151" not in written
    assert "a-maker" not in written


def test_a_private_address_is_read_for_a_few_minutes(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """It gives what it was made for; sixteen minutes later it is none, and its secret is not in the store."""
    ticket = tickets.Ticket("u", "receipt", {"number": 118})
    written = tickets.issue(store, ticket)
    assert tickets.read(store, written) == ticket
    with control.reading(store) as connection:
        assert connection is not None
        assert written not in str([tuple(row) for row in connection.execute("SELECT * FROM tickets")])
    later = datetime.now(UTC) + timedelta(minutes=16)

    class Later(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]  # noqa: ARG003
            return later

    monkeypatch.setattr(tickets, "datetime", Later)
    with pytest.raises(QuestionRefused, match="ticket_unknown"):
        tickets.read(store, written)


def test_nobody_sends_without_end(store: Store) -> None:
    """The sixty-first file of an hour is refused, and another depositor's first is not."""
    for number in range(rates.FILES_AN_HOUR):
        rates.spend(store, "u", f"{number}", 10)
    rates.spend(store, "u", "0", 10)  # the same file once more
    with pytest.raises(QuestionRefused, match="too_many_files"):
        rates.spend(store, "u", "another", 10)
    rates.spend(store, "v", "another", 10)


def test_nobody_fills_the_disk(store: Store) -> None:
    """What would pass half a gigabyte in a day is refused."""
    rates.spend(store, "u", "a", rates.BYTES_A_DAY - 1)
    with pytest.raises(QuestionRefused, match="too_many_files"):
        rates.spend(store, "u", "b", 2)


def test_an_unknown_account_is_told(store: Store) -> None:
    """There is no account without an invitation."""
    with pytest.raises(ObservatoryError, match="account_unknown"):
        accounts.get(store, "u-none")
    assert of_id(store, "u-none") == ANYBODY
