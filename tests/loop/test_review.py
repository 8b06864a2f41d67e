"""An adviser's desk: what waits, what each deposit would change now, several at once, and back again."""

import pytest

from observatory.access import Role, User
from observatory.deposits.loop import (
    Mode,
    State,
    entry,
    followed,
    hold,
    publish,
    queue,
    send_back,
    trusted,
    undo,
    withdraw,
)
from observatory.errors import ObservatoryError, QuestionRefused
from observatory.settings import Settings
from observatory.store import Store, upkeep
from tests.deposits_made import ADVISER, HERE, SECRETARY, THERE, send, sent_and_published, stands

SCHOOL, LIGHTING = [("école", 1, 10.0), ("école", 2, 9.0)], [("éclairage", 1, 4.0)]


def test_the_queue_has_what_waits_the_oldest_first(settings: Settings) -> None:
    """Two deposits wait, one of them held; a third was withdrawn."""
    first, second, third = (send(settings, [("école", month, 1.0)]).number for month in (1, 2, 3))
    withdraw(second, SECRETARY, settings)
    hold([third], ADVISER, settings, comment="Je vérifie le compteur.")
    assert [(one.number, one.state) for one in queue(ADVISER, settings)] == [
        (first, State.SUBMITTED),
        (third, State.HELD),
    ]
    assert followed(third, SECRETARY, settings).comment == "Je vérifie le compteur."


def test_an_adviser_judges_her_communes_only(settings: Settings) -> None:
    """What another adviser's commune sent is not in her queue, and she cannot publish it."""
    number = send(settings, SCHOOL).number
    other = User("other", Role.ADVISER, frozenset({THERE}))
    assert queue(other, settings) == ()
    with pytest.raises(QuestionRefused, match="not_allowed"):
        publish([number], other, settings)
    assert stands(settings) == {}


@pytest.mark.parametrize("act", [publish, hold, send_back])
def test_a_commune_does_not_judge(settings: Settings, act: object) -> None:
    """A secretary publishes, holds and sends back nothing, not even her own."""
    number = send(settings, SCHOOL, user=SECRETARY).number
    with pytest.raises(QuestionRefused, match="not_allowed"):
        act([number], SECRETARY, settings)  # type: ignore[operator]
    with pytest.raises(QuestionRefused, match="not_allowed"):
        undo(number, SECRETARY, settings)


def test_several_at_once_each_by_itself(settings: Settings) -> None:
    """Of three, one was withdrawn meanwhile: the two others count, and the refusal says which and why."""
    numbers = [send(settings, [("école", month, 1.0)]).number for month in (1, 2, 3)]
    withdraw(numbers[1], SECRETARY, settings)
    decisions = publish(numbers, ADVISER, settings)
    assert [one.refusal.code if one.refusal else None for one in decisions] == [None, "deposit_moved", None]
    assert set(stands(settings)) == {("école", 1), ("école", 3)}


def test_differences_are_those_of_now(settings: Settings) -> None:
    """New when it was sent, a correction once another deposit was published; the newer one is named."""
    old = send(settings, [("école", 1, 10.0)]).number
    assert entry(old, ADVISER, settings).differences.new.height == 1
    newer = sent_and_published(settings, [("école", 1, 12.0)]).number
    found = entry(old, ADVISER, settings)
    assert (found.differences.new.height, found.differences.lines_changed, found.later) == (0, 1, (newer,))


def test_sent_back_with_a_comment(settings: Settings) -> None:
    """The commune reads what is to be put right; the deposit waits no more."""
    number = send(settings, SCHOOL).number
    send_back([number], ADVISER, settings, comment="Il manque mars.")
    seen = followed(number, SECRETARY, settings)
    assert (seen.receipt.state, seen.comment) == (State.SENT_BACK, "Il manque mars.")
    assert [step.state for step in seen.steps] == [State.SUBMITTED, State.SENT_BACK]
    assert queue(ADVISER, settings) == ()


@pytest.mark.parametrize("mode", list(Mode))
def test_an_undo_gives_the_former_state_back(settings: Settings, mode: Mode) -> None:
    """School and lighting stood; a deposit that corrects, adds and maybe removes is taken back: they stand as before."""
    sent_and_published(settings, SCHOOL)
    sent_and_published(settings, LIGHTING)
    before = stands(settings)
    third = sent_and_published(settings, [("école", 1, 11.0), ("gymnase", 1, 2.0)], mode=mode)
    assert stands(settings) != before
    assert undo(third.number, ADVISER, settings, comment="Erreur de compteur").state is State.UNDONE
    assert stands(settings) == before
    assert upkeep.verify(Store(settings.store), data=settings.data) == []


def test_an_older_deposit_undone_leaves_the_newer_one(settings: Settings) -> None:
    """The correction that came after stays; the lines that only the first said go."""
    first = sent_and_published(settings, SCHOOL)
    sent_and_published(settings, [("école", 1, 11.0)])
    undo(first.number, ADVISER, settings)
    assert stands(settings) == {("école", 1): 11.0}


def test_what_was_undone_may_be_published_again(settings: Settings) -> None:
    """An undo by mistake is made good, and what it removes is reckoned anew."""
    sent_and_published(settings, SCHOOL)
    again = sent_and_published(settings, LIGHTING, mode=Mode.REPLACE)
    undo(again.number, ADVISER, settings)
    sent_and_published(settings, [("gymnase", 1, 2.0)])
    publish([again.number], ADVISER, settings)
    assert stands(settings) == {("éclairage", 1): 4.0}
    undo(again.number, ADVISER, settings)
    assert stands(settings) == {("école", 1): 10.0, ("école", 2): 9.0, ("gymnase", 1): 2.0}


def test_what_is_not_published_is_not_undone(settings: Settings) -> None:
    """A deposit that waits, and one already undone, are refused."""
    number = send(settings, SCHOOL).number
    with pytest.raises(ObservatoryError, match="deposit_moved"):
        undo(number, ADVISER, settings)
    publish([number], ADVISER, settings)
    undo(number, ADVISER, settings)
    with pytest.raises(ObservatoryError, match="deposit_moved"):
        undo(number, ADVISER, settings)


def test_trust_is_no_by_default(settings: Settings) -> None:
    """A commune is not published at once until an adviser says so."""
    assert not trusted(HERE, ADVISER, settings)
