"""A file looked at before it is sent: archived first, then checked against what its commune has."""

from collections.abc import Mapping

from observatory.access import Action, Object, Role, User, authorize
from observatory.deposits.check import check
from observatory.deposits.checked import Checked
from observatory.deposits.depositor import Depositor
from observatory.deposits.layouts.mapping import DepositMapping
from observatory.deposits.loop.standing import with_pending
from observatory.errors import Outcome, QuestionRefused
from observatory.settings import Settings
from observatory.store import Store, archive, audit, control, rates, reference
from observatory.store.trouble import told
from observatory.workbook.limits import ADVISER, COMMUNE

RECEIVED, REFUSED = "received", "refused"


def depositor(user: User, settings: Settings, insee_code: str | None) -> Depositor:
    """For whom a user sends: a commune; or, for an adviser who names none, each commune that the file names.

    Raises QuestionRefused `not_allowed`.
    """
    limits = ADVISER if user.role is Role.ADVISER else COMMUNE
    if insee_code is not None:
        authorize(user, Action.DEPOSIT, Object(insee_code))
        return Depositor((insee_code,), limits)
    if user.role is not Role.ADVISER:
        raise QuestionRefused("not_allowed", action=str(Action.DEPOSIT), insee_code=None)
    known = reference.table(settings.data, "communes")["insee_code"].to_list()
    mine = tuple(code for code in known if user.communes is None or code in user.communes)
    return Depositor(mine, limits, splits=True)


def look(
    content: bytes,
    name: str,
    user: User,
    settings: Settings,
    *,
    insee_code: str | None,
    mapping: DepositMapping | None = None,
    answers: Mapping[str, str] | None = None,
) -> Checked:
    """Archive a file and judge it; a refusal is a verdict, and leaves its line in the audit.

    Raises QuestionRefused `not_allowed`, and `too_many_files` of who sends without end; ObservatoryError `not_written`.
    """
    sender, store = depositor(user, settings, insee_code), Store(settings.store)
    if 0 < len(content) <= sender.limits.file_bytes:
        with told():
            if user.role is not Role.ADVISER:
                rates.spend(store, user.id, archive.digest_of(content), len(content))
            digest, _ = archive.keep(store, content)
            _remember(store, digest, user, RECEIVED, {"file": name, "insee_code": insee_code})
    history = with_pending(store, None if sender.splits else sender.communes)
    checked = check(content, name, sender, settings, mapping=mapping, answers=answers, history=history)
    if checked.outcome is Outcome.REJECT:
        refused = {"file": name, "insee_code": insee_code, "code": checked.code}
        with told():
            _remember(store, checked.sha256, user, REFUSED, refused)
    return checked


def _remember(store: Store, sha256: str, user: User, action: str, details: Mapping[str, str | None]) -> None:
    """One line per file and verdict: the same look again says nothing more."""
    for line in audit.lines(store, object_kind="file", key=sha256):
        if (line.action, line.person, dict(line.details)) == (action, user.id, dict(details)):
            return
    with control.deciding(store) as connection:
        audit.append(connection, action=action, on=("file", sha256), person=user.id, details=details)
