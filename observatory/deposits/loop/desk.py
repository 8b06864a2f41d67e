"""What a commune sees of its deposits: their receipts, what became of them, and the file itself; withdrawing one."""

from dataclasses import dataclass

from observatory.access import Action, Object, User, allowed, authorize
from observatory.deposits.checked import Checked
from observatory.deposits.loop.differences import Differences, differences
from observatory.deposits.loop.receipt import Receipt, receipt
from observatory.deposits.loop.standing import with_pending
from observatory.errors import Finding
from observatory.settings import Settings
from observatory.store import Store, archive, control, deposits
from observatory.store.deposits import Deposit, Mode, State, Step
from observatory.store.trouble import told


@dataclass(frozen=True)
class Followed:
    """A deposit with all that became of it, the first state first, and what was found in its file."""

    receipt: Receipt
    comment: str
    steps: tuple[Step, ...]
    findings: tuple[Finding, ...]


def changes(checked: Checked, user: User, settings: Settings, *, mode: Mode = Mode.COMPLETE) -> Differences:
    """What a checked file would change of what stands and of what its communes sent and nobody has judged.

    Raises QuestionRefused `not_allowed`.
    """
    codes = sorted(checked.rows["insee_code"].unique())
    for code in codes:
        authorize(user, Action.SEE_DEPOSITS, Object(code))
    return differences(with_pending(Store(settings.store), codes), checked.rows, mode)


def sent(user: User, settings: Settings, *, insee_code: str | None = None) -> tuple[Deposit, ...]:
    """The deposits that a user may see, or those of one commune, the newest first.

    Raises QuestionRefused `not_allowed` of a commune that is not hers.
    """
    if insee_code is not None:
        authorize(user, Action.SEE_DEPOSITS, Object(insee_code))
    found = deposits.every(Store(settings.store), communes=None if insee_code is None else {insee_code})
    return tuple(one for one in found if allowed(user, Action.SEE_DEPOSITS, Object(one.insee_code)))


def followed(number: int, user: User, settings: Settings) -> Followed:
    """One deposit. Raises ObservatoryError `deposit_unknown`; QuestionRefused `not_allowed`."""
    store = Store(settings.store)
    known = _seen(store, number, user, Action.SEE_DEPOSITS)
    steps, found = deposits.history(store, number), deposits.findings(store, number)
    return Followed(receipt(known), known.comment, steps, found)


def original(number: int, user: User, settings: Settings) -> tuple[str, bytes]:
    """The name and the bytes of the file that was sent.

    Raises ObservatoryError `deposit_unknown`, `archive_missing`, `archive_damaged`; QuestionRefused `not_allowed`.
    """
    store = Store(settings.store)
    known = _seen(store, number, user, Action.SEE_DEPOSITS)
    return known.file, archive.fetch(store, known.sha256)


def withdraw(number: int, user: User, settings: Settings) -> Receipt:
    """Take a deposit back before anybody looked at it; its bytes stay.

    Raises ObservatoryError `deposit_unknown`, `deposit_moved`, `not_written`; QuestionRefused `not_allowed`.
    """
    store = Store(settings.store)
    _seen(store, number, user, Action.WITHDRAW)
    with told(), control.deciding(store) as connection:
        return receipt(deposits.move(connection, number, State.WITHDRAWN, person=user.id, among={State.SUBMITTED}))


def _seen(store: Store, number: int, user: User, action: Action) -> Deposit:
    known = deposits.get(store, number)
    authorize(user, action, Object(known.insee_code))
    return known
