"""What somebody is about to send: kept through every step and every way back, until it is sent or let go."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import streamlit as st

from observatory.deposits import loop
from observatory.deposits.checked import Checked
from observatory.deposits.communes import register
from observatory.deposits.layouts.mapping import DepositMapping
from observatory.deposits.loop import Mode
from observatory.settings import settings
from observatory.store import reference
from observatory.ui import session
from observatory.workbook.cells import Cells, read_tables

CHOOSE, READ, CONTROL, SEND = range(4)
SEVERAL = ""  # instead of a commune: those that the file names
_DRAFT, _TABLES, _CHECKED = "deposit_draft", "deposit_tables", "deposit_checked"


@dataclass(frozen=True)
class Draft:
    """A file, for a commune (or SEVERAL), how it is read, what was answered, and the step that is shown."""

    content: bytes
    name: str
    digest: str
    commune: str
    step: int = READ
    reached: int = READ
    mapping: DepositMapping | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    mode: Mode = Mode.COMPLETE

    @property
    def key(self) -> str:
        """What tells this file, for this commune, from another."""
        return f"{self.digest[:12]}_{self.commune}"

    @property
    def insee_code(self) -> str | None:
        """The one commune that it is for."""
        return self.commune or None


def current() -> Draft | None:
    """What is about to be sent; None before a file is chosen."""
    found: Draft | None = st.session_state.get(_DRAFT)
    return found


def begin(draft: Draft) -> None:
    """A file was chosen."""
    st.session_state[_DRAFT] = draft


def change(**changes: object) -> None:
    """The same with these changed; what was understood or answered otherwise is checked again."""
    draft = current()
    if draft is not None:
        st.session_state[_DRAFT] = replace(draft, **changes)  # type: ignore[arg-type]


def go(step: int) -> None:
    """Show another step; the way back stays open to all that were reached."""
    draft = current()
    if draft is not None:
        change(step=step, reached=max(draft.reached, step))


def let_go() -> None:
    """Forget it."""
    for name in (_DRAFT, _TABLES, _CHECKED):
        st.session_state.pop(name, None)


def tables(draft: Draft) -> tuple[Cells, ...]:
    """The file's tables, read once. Raises FileRejected as the reading does."""
    kept = st.session_state.get(_TABLES)
    if kept is None or kept[0] != draft.key:
        limits = loop.depositor(session.user(), settings(), draft.insee_code).limits
        kept = (draft.key, read_tables(draft.content, draft.name, limits=limits))
        st.session_state[_TABLES] = kept
    found: tuple[Cells, ...] = kept[1]
    return found


def checked(draft: Draft) -> Checked:
    """The verdict on it as it is read now, judged once."""
    key = (draft.key, draft.mapping, tuple(sorted(draft.answers.items())))
    kept = st.session_state.get(_CHECKED)
    if kept is None or kept[0] != key:
        verdict = loop.look(
            draft.content,
            draft.name,
            session.user(),
            settings(),
            insee_code=draft.insee_code,
            mapping=draft.mapping,
            answers=draft.answers,
        )
        kept = (key, verdict)
        st.session_state[_CHECKED] = kept
    found: Checked = kept[1]
    return found


def communes() -> dict[str, str]:
    """The communes that whoever acts may deposit for: code -> name and code, by name."""
    user, names = session.user(), register(settings().data)
    if user.communes is None:
        known = reference.table(settings().data, "communes")
        codes = set(known.filter(known["departement"].is_in(settings().departements))["insee_code"])
    else:
        codes = set(user.communes)
    named = {code: f"{names.name(code)} ({code})" for code in codes}
    return dict(sorted(named.items(), key=lambda item: item[1]))
