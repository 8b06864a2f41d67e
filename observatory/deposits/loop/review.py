"""What an adviser does with deposits: look at what each would change, publish, hold, send back, take back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from observatory.access import Action, Object, Role, User, allowed, authorize
from observatory.deposits.loop import publication
from observatory.deposits.loop.differences import KEY, Differences, differences
from observatory.deposits.loop.receipt import Receipt, receipt
from observatory.deposits.loop.standing import standing
from observatory.errors import Finding, ObservatoryError
from observatory.settings import Settings
from observatory.store import Store, audit, control, deposits, staged, trust
from observatory.store.deposits import LIVE, PENDING, Deposit, State
from observatory.store.trouble import told
from observatory.store.trust import Trust


@dataclass(frozen=True)
class Entry:
    """A deposit to judge: what it would change of what stands now, what was found in it, and who else speaks of it.

    `later` are the numbers of newer deposits of the commune, waiting or published, that say some of the same lines.
    """

    deposit: Deposit
    differences: Differences
    findings: tuple[Finding, ...]
    later: tuple[int, ...]


@dataclass(frozen=True)
class Found:
    """Bytes in the archive that no deposit and no file tells of: what a transmission that died left behind."""

    sha256: str
    found_at: datetime  # UTC without a zone


@dataclass(frozen=True)
class Decision:
    """What became of one of several deposits; `refusal` says why nothing did."""

    number: int
    receipt: Receipt
    refusal: ObservatoryError | None = None


class Judge(Protocol):
    """What an adviser may do with several deposits at once."""

    def __call__(
        self, numbers: Iterable[int], user: User, settings: Settings, *, comment: str = ""
    ) -> tuple[Decision, ...]:
        """Do it. One decision each, the oldest deposit first."""


def queue(user: User, settings: Settings) -> tuple[Deposit, ...]:
    """The deposits that wait for a user's judgement, the oldest first."""
    waiting = deposits.every(Store(settings.store), states=PENDING)
    return tuple(one for one in reversed(waiting) if allowed(user, Action.REVIEW, Object(one.insee_code)))


def entry(number: int, user: User, settings: Settings) -> Entry:
    """One deposit as it is judged: against what stands now.

    Raises ObservatoryError `deposit_unknown`, `staged_missing`, `staged_damaged`; QuestionRefused `not_allowed`.
    """
    store = Store(settings.store)
    known = _judged(store, number, user, Action.REVIEW)
    rows = staged.fetch(store, known.staged)
    newer = [one for one in deposits.every(store, communes={known.insee_code}, states=LIVE) if one.number > number]
    same = [one.number for one in newer if staged.fetch(store, one.staged).join(rows, on=KEY, how="semi").height]
    return Entry(
        deposit=known,
        differences=differences(standing(store, [known.insee_code]), rows, known.mode),
        findings=deposits.findings(store, number),
        later=tuple(sorted(same)),
    )


def publish(numbers: Iterable[int], user: User, settings: Settings, *, comment: str = "") -> tuple[Decision, ...]:
    """Make deposits count, and show them. One decision each, the oldest deposit first.

    Raises ObservatoryError `deposit_unknown`, `not_written`, `publication_behind`; QuestionRefused `not_allowed` before
    anything is done.
    """
    wanted = _all_judged(numbers, user, settings)
    refusals = publication.publish(wanted, settings, person=user.id, comment=comment)
    store = Store(settings.store)
    return tuple(Decision(one, receipt(deposits.get(store, one)), refusals[one]) for one in wanted)


def hold(numbers: Iterable[int], user: User, settings: Settings, *, comment: str = "") -> tuple[Decision, ...]:
    """Keep deposits waiting, looked at: their commune withdraws them no more. Raises as `publish`."""
    among = frozenset({State.SUBMITTED, State.HELD})
    return _put(numbers, State.HELD, among, user, settings, comment=comment)


def send_back(numbers: Iterable[int], user: User, settings: Settings, *, comment: str = "") -> tuple[Decision, ...]:
    """Give deposits back to their communes, with what is to be put right. Raises as `publish`."""
    among = frozenset({State.SUBMITTED, State.HELD})
    return _put(numbers, State.SENT_BACK, among, user, settings, comment=comment)


def undo(number: int, user: User, settings: Settings, *, comment: str = "") -> Receipt:
    """Take a published deposit back: exactly what counted before it counts again, and is shown.

    Raises ObservatoryError `deposit_unknown`, `deposit_moved`, `not_written`, `publication_behind`; QuestionRefused
    `not_allowed`.
    """
    _judged(Store(settings.store), number, user, Action.UNDO)
    return receipt(publication.undo(number, settings, person=user.id, comment=comment))


def trusted(insee_code: str, user: User, settings: Settings) -> bool:
    """Whether a commune's deposits are published at once. Raises QuestionRefused `not_allowed`."""
    authorize(user, Action.SEE_DEPOSITS, Object(insee_code))
    return trust.of(Store(settings.store), insee_code).trusted


def trust_commune(insee_code: str, user: User, settings: Settings, *, at_once: bool) -> None:
    """Publish a commune's deposits at once from now on, or no longer. Raises QuestionRefused `not_allowed`."""
    authorize(user, Action.REVIEW, Object(insee_code))
    with told():
        trust.say(Store(settings.store), Trust(insee_code, at_once, user.id))


def found(user: User, settings: Settings) -> tuple[Found, ...]:
    """What the archive holds and nothing tells of, the newest first, for an adviser of every commune."""
    if user.role is not Role.ADVISER or user.communes is not None or not user.active:
        return ()
    store = Store(settings.store)
    told_of = {one.sha256 for one in deposits.every(store)}
    told_of |= {str(line.details["sha256"]) for line in audit.lines(store, object_kind="batch")}
    lines = reversed([line for line in audit.lines(store, object_kind="file") if line.action == "found"])
    return tuple(Found(line.key, line.happened_at) for line in lines if line.key not in told_of)


def _put(
    numbers: Iterable[int],
    state: State,
    among: frozenset[State],
    user: User,
    settings: Settings,
    *,
    comment: str,
) -> tuple[Decision, ...]:
    store, decisions = Store(settings.store), []
    for number in _all_judged(numbers, user, settings):
        refusal = None
        try:
            with told(), control.deciding(store) as connection:
                deposits.move(connection, number, state, person=user.id, comment=comment, among=among)
        except ObservatoryError as error:
            refusal = error
        decisions.append(Decision(number, receipt(deposits.get(store, number)), refusal))
    return tuple(decisions)


def _all_judged(numbers: Iterable[int], user: User, settings: Settings) -> list[int]:
    """The numbers in order, each of which the user may judge."""
    store = Store(settings.store)
    return [_judged(store, number, user, Action.REVIEW).number for number in sorted(set(numbers))]


def _judged(store: Store, number: int, user: User, action: Action) -> Deposit:
    known = deposits.get(store, number)
    authorize(user, action, Object(known.insee_code))
    return known
