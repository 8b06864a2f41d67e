"""A deposit sent: its receipt, its own commune, its bytes once, and what may still be done with it."""

import pytest

from observatory.access import Role, User
from observatory.deposits.checked import Checked
from observatory.deposits.loop import (
    Mode,
    State,
    changes,
    followed,
    original,
    publish,
    send_back,
    sent,
    transmit,
    trust_commune,
    withdraw,
)
from observatory.errors import FileRejected, Finding, ObservatoryError, Outcome, QuestionRefused, Severity
from observatory.settings import Settings
from observatory.store import Store, archive, audit
from observatory.wording.deposits import receipt as receipt_text
from observatory.wording.typography import plain_spaces
from tests.deposits_made import ADVISER, HERE, SECRETARY, THERE, checked, rows, send, sent_and_published, stands

SCHOOL, LIGHTING = [("école", 1, 10.0), ("école", 2, 9.0)], [("éclairage", 1, 4.0)]


def test_the_receipt_says_what_was_counted(settings: Settings) -> None:
    """36 rows read, 33 kept, 3 to put right: the receipt has the number, the sha256 and these counts."""
    lines = [(f"site {site}", month, 1.0) for site in range(3) for month in range(1, 12)]
    content = b"thirty-six rows"
    one = transmit(checked(content, rows(lines), rejected=3), content, SECRETARY, settings)[0]
    assert (one.number, one.sha256, one.state) == (1, archive.digest_of(content), State.SUBMITTED)
    assert "36 lignes lues, 33 enregistrées, 3 à corriger" in plain_spaces(receipt_text(one, "fr"))
    assert original(one.number, SECRETARY, settings) == ("relevés 2023.xlsx", content)


def test_nothing_counts_before_it_is_published(settings: Settings) -> None:
    """What is sent waits: pages show nothing of it."""
    send(settings, SCHOOL)
    assert stands(settings) == {}


def test_the_same_bytes_again_are_already_received(settings: Settings) -> None:
    """Sent twice, before and after publication: one deposit, and the first receipt."""
    first = send(settings, SCHOOL)
    again = send(settings, SCHOOL)
    publish([first.number], ADVISER, settings)
    after = send(settings, SCHOOL)
    assert [one.already_received for one in (first, again, after)] == [False, True, True]
    assert {first.number, again.number, after.number} == {1}
    assert "a déjà été reçu" in receipt_text(after, "fr")


@pytest.mark.parametrize("end", ["withdraw", "send_back"])
def test_bytes_that_were_taken_back_may_be_sent_again(settings: Settings, end: str) -> None:
    """After a withdrawal, or when the adviser sent it back, the same file is a new deposit."""
    number = send(settings, SCHOOL).number
    if end == "withdraw":
        withdraw(number, SECRETARY, settings)
    else:
        send_back([number], ADVISER, settings, comment="Il manque mars.")
    assert send(settings, SCHOOL).number == 2


def test_the_same_bytes_read_otherwise_are_another_deposit(settings: Settings) -> None:
    """A column that was taken for another is put right with the same file."""
    content = b"one file"
    first = transmit(checked(content, rows([("école", 1, 10.0)])), content, SECRETARY, settings)[0]
    second = transmit(checked(content, rows([("école", 1, 100.0)])), content, SECRETARY, settings)[0]
    assert (first.number, second.number, second.already_received) == (1, 2, False)


def test_school_then_lighting_both_remain(settings: Settings) -> None:
    """A file replaces only what it says."""
    sent_and_published(settings, SCHOOL)
    sent_and_published(settings, LIGHTING)
    assert stands(settings) == {("école", 1): 10.0, ("école", 2): 9.0, ("éclairage", 1): 4.0}


def test_only_the_corrections_are_new(settings: Settings) -> None:
    """Two lines sent and not yet judged, then the whole file with a third put right: one line is new."""
    send(settings, SCHOOL)
    whole = rows([*SCHOOL, ("école", 3, 8.0)])
    found = changes(checked(b"whole", whole), SECRETARY, settings)
    assert (found.new.height, found.lines_changed, found.identical) == (1, 0, 2)


def test_a_year_replaced_loses_what_is_not_said(settings: Settings) -> None:
    """In mode `replace`, the other lines of the year go."""
    sent_and_published(settings, SCHOOL)
    sent_and_published(settings, LIGHTING, mode=Mode.REPLACE)
    assert stands(settings) == {("éclairage", 1): 4.0}


def test_a_file_of_several_communes_is_as_many_deposits(settings: Settings) -> None:
    """One receipt a commune, each with its own rows; one is published, the other is not."""
    content = b"a supplier's file"
    verdict = checked(content, rows(SCHOOL), rows(LIGHTING, THERE))
    both = transmit(verdict, content, ADVISER, settings)
    assert [(one.insee_code, one.rows_accepted) for one in both] == [(HERE, 2), (THERE, 1)]
    publish([both[1].number], ADVISER, settings)
    assert (stands(settings, HERE), stands(settings, THERE)) == ({}, {("éclairage", 1): 4.0})


def test_nobody_sends_for_another_commune(settings: Settings) -> None:
    """A secretary is refused, before anything is archived."""
    content = b"theirs"
    with pytest.raises(QuestionRefused, match="not_allowed"):
        transmit(checked(content, rows(SCHOOL, THERE)), content, SECRETARY, settings)
    assert not Store(settings.store).archive.exists()


def test_an_adviser_sends_on_behalf(settings: Settings) -> None:
    """The deposit names the adviser, says that it was for the commune, and the commune sees it."""
    number = send(settings, SCHOOL, user=ADVISER).number
    seen = followed(number, SECRETARY, settings).receipt
    assert (seen.person, seen.on_behalf) == ("adviser", True)
    assert not send(settings, LIGHTING, user=SECRETARY).on_behalf


def test_what_was_looked_at_is_not_withdrawn(settings: Settings) -> None:
    """Withdrawn while it waits; refused once it is published."""
    first, second = send(settings, SCHOOL).number, send(settings, LIGHTING).number
    assert withdraw(first, SECRETARY, settings).state is State.WITHDRAWN
    publish([second], ADVISER, settings)
    with pytest.raises(ObservatoryError, match="deposit_moved"):
        withdraw(second, SECRETARY, settings)


def test_a_file_that_is_refused_is_not_sent(settings: Settings) -> None:
    """Its code comes back, and no deposit is made."""
    refused = Checked(file="x.pdf", sha256=archive.digest_of(b"%PDF"), outcome=Outcome.REJECT, code="format_mismatch")
    with pytest.raises(FileRejected, match="format_mismatch"):
        transmit(refused, b"%PDF", SECRETARY, settings)
    assert sent(SECRETARY, settings) == ()


def test_other_bytes_than_those_checked_are_refused(settings: Settings) -> None:
    """A verdict holds for its own bytes."""
    with pytest.raises(ObservatoryError, match="file_changed"):
        transmit(checked(b"checked", rows(SCHOOL)), b"other", SECRETARY, settings)


def test_a_trusted_commune_is_published_at_once(settings: Settings) -> None:
    """Its deposit counts without a click, but for one whose unit an adviser must see."""
    trust_commune(HERE, ADVISER, settings, at_once=True)
    assert send(settings, SCHOOL, user=SECRETARY).state is State.PUBLISHED
    assert stands(settings) == {("école", 1): 10.0, ("école", 2): 9.0}
    content, suspect = b"suspect", Finding("unit_suspect", 2, "Conso", "9000", Severity.WARNING, {"sheet": None})
    held = transmit(checked(content, rows(LIGHTING), findings=(suspect,)), content, SECRETARY, settings)[0]
    assert held.state is State.SUBMITTED
    trust_commune(HERE, ADVISER, settings, at_once=False)
    assert send(settings, [("gymnase", 1, 1.0)], user=SECRETARY).state is State.SUBMITTED


def test_each_change_of_state_has_its_line(settings: Settings) -> None:
    """Sent, claimed, published: three lines of the audit, each with who did it."""
    sent_and_published(settings, SCHOOL, user=SECRETARY)
    lines = audit.lines(Store(settings.store), object_kind="deposit", key=1)
    told = [(line.action, line.person) for line in lines]
    assert told == [("submitted", "secretary"), ("publishing", "adviser"), ("published", "adviser")]


@pytest.mark.parametrize(
    "user", [User("u", Role.PUBLIC), User("v", Role.COMMUNE, frozenset({THERE}))], ids=["public", "neighbour"]
)
def test_others_see_nothing(settings: Settings, user: User) -> None:
    """A reader and a neighbour see no deposit of the commune, nor its file."""
    number = send(settings, SCHOOL).number
    assert sent(user, settings) == ()
    for question in (followed, original, withdraw):
        with pytest.raises(QuestionRefused, match="not_allowed"):
            question(number, user, settings)
