"""A file that was looked at, sent: its bytes archived, its rows staged, and then one transaction that says so."""

from dataclasses import replace

import polars as pl

from observatory.access import Action, Object, Role, User, authorize
from observatory.deposits.checked import Checked, Part
from observatory.deposits.loop.publication import publish_at_once
from observatory.deposits.loop.receipt import Receipt, receipt
from observatory.errors import FileRejected, Finding, ObservatoryError, Outcome
from observatory.settings import Settings
from observatory.store import Store, archive, control, deposits, staged, trust
from observatory.store.deposits import LIVE, Deposit, Mode, Sent
from observatory.store.trouble import told

# What an adviser looks at before anything is published, whoever sent it.
TO_BE_SEEN = frozenset({"unit_suspect"})


def transmit(
    checked: Checked, content: bytes, user: User, settings: Settings, *, mode: Mode = Mode.COMPLETE
) -> tuple[Receipt, ...]:
    """Send what was checked: one deposit, and one receipt, for each commune that has a row to keep.

    The same bytes, read to the same rows, of the same commune and mode, while they wait or are published, give the
    former receipt. Raises FileRejected with the verdict's code; QuestionRefused `not_allowed`; ObservatoryError
    `file_changed` (the bytes are not those that were checked), `not_written`.
    """
    if checked.outcome is Outcome.REJECT:
        raise FileRejected(checked.code or "no_data", **checked.params)
    parts = _parts(checked)
    for part in parts:
        authorize(user, Action.DEPOSIT, Object(part.insee_code))
    if archive.digest_of(content) != checked.sha256:
        raise ObservatoryError("file_changed", name=checked.file)
    store = Store(settings.store)
    with told():
        archive.keep(store, content)
        receipts = tuple(_sent(store, checked, part, user, mode) for part in parts)
    return tuple(_trusted(one, checked, settings) for one in receipts)


def _parts(checked: Checked) -> tuple[Part, ...]:
    """What the file has to keep, by commune; where there is one, its counts are those of the whole file."""
    parts = tuple(part for part in checked.by_commune() if part.rows.height)
    if not parts:
        raise FileRejected("no_data")
    if len(parts) > 1:
        return parts
    counts = replace(
        parts[0].counts,
        read=checked.rows_read,
        accepted=checked.rows_accepted,
        rejected=checked.rows_rejected,
        duplicates=checked.duplicates,
    )
    return (replace(parts[0], counts=counts),)


def _sent(store: Store, checked: Checked, part: Part, user: User, mode: Mode) -> Receipt:
    """Stage and record one commune's rows, unless they came before."""
    with staged.staging(store):
        digest = staged.keep(store, part.rows)
        sent = Sent(
            insee_code=part.insee_code,
            sha256=checked.sha256,
            staged=digest,
            file=checked.file,
            kind=checked.kind,
            layout=checked.layout,
            mode=mode,
            person=user.id,
            on_behalf=user.role is Role.ADVISER,
            rows_read=part.counts.read,
            rows_accepted=part.counts.accepted,
            rows_rejected=part.counts.rejected,
            duplicates=part.counts.duplicates,
        )
        return _recorded(store, sent, _findings(checked, part))


def _recorded(store: Store, sent: Sent, findings: tuple[Finding, ...]) -> Receipt:
    with control.deciding(store) as connection:
        former = _former(connection, store, sent)
        if former is not None:
            return receipt(former, already_received=True)
        return receipt(deposits.add(connection, sent, findings))


def _former(connection: control.Connection, store: Store, sent: Sent) -> Deposit | None:
    """The deposit of the same bytes that waits or is published, if it says the same."""
    known = deposits.found(connection, communes={sent.insee_code}, states=LIVE, sha256=sent.sha256)
    for one in known:
        if one.mode is sent.mode and _same_rows(store, one.staged, sent.staged):
            return one
    return None


def _same_rows(store: Store, one: str, other: str) -> bool:
    """Two versions of a library may write the same rows as different bytes."""
    return one == other or staged.fetch(store, one).equals(staged.fetch(store, other))


def _findings(checked: Checked, part: Part) -> tuple[Finding, ...]:
    """What concerns a commune: the findings of its rows, and those of the whole file; all, where it is the only one."""
    known = checked.file_rows.filter(pl.col("insee_code").is_not_null())
    if known["insee_code"].n_unique() == 1:
        return checked.findings
    others = known.filter(pl.col("insee_code") != part.insee_code).select("sheet", "row").rows()
    foreign = set(others)
    return tuple(one for one in checked.findings if (one.params.get("sheet"), one.row) not in foreign)


def _trusted(one: Receipt, checked: Checked, settings: Settings) -> Receipt:
    """Publish at once what a trusted commune sends, unless an adviser must see it first."""
    store = Store(settings.store)
    said = trust.of(store, one.insee_code)
    if one.already_received or not said.trusted or any(found.code in TO_BE_SEEN for found in checked.findings):
        return one
    publish_at_once(one.number, settings, person=said.person)
    return receipt(deposits.get(store, one.number))
