"""The board of Objectifs: every target of a territory's communes, with its status, gap and small series."""

import csv
import io
import secrets
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import lru_cache

import streamlit as st

from observatory.answers.progress import Progress
from observatory.answers.targets import own
from observatory.figures.inline import sparkline
from observatory.figures.shown.targets import kept, read
from observatory.figures.theme import ACCENT, Look
from observatory.methods.progress import Verdict
from observatory.store import totals
from observatory.ui import boundary, controls, data, figure, state, text
from observatory.ui.download import MARKS, safe
from observatory.ui.language import language, t
from observatory.ui.subject import subject
from observatory.wording import progress as words
from observatory.wording import statuses
from observatory.wording.numbers import date_time
from observatory.wording.sentences import finding
from observatory.wording.targets import about, voted

REFUSED = "refused"
OPENED = "board_opened"


def board() -> None:
    """Communes with a target first; nothing for a commune, whose own figure stands above."""
    if not state.view().place.is_area:
        return
    with boundary.guarded():
        found = [one for one in read(subject(), own(kept(subject()))) if one.target.territory != state.view().territory]
        total = totals.members(data.snapshot(), state.view().place).height
        voting = {one.target.territory for one in found}
        followed = {one.target.territory for one in found if one.refused is None}
        told = words.board(len(voting), len(followed), total, language())
        text.heading(t("Tableau de bord"), role="section", below=told)
        if found:
            _filtered(found)


def _filtered(found: Sequence[Progress]) -> None:
    """A filter by status; then one table per thing counted, for unlike targets do not compare."""
    counts = Counter(_code(one) for one in found)
    named = {code: f"{_status_name(code)} ({counts[code]})" for code in _order() if counts[code]}
    with controls.row():
        chosen = controls.choose("statut", {"": t("tous")} | named, label=t("Statut"), as_list=True)
        _open(found)
    shown = sorted(
        (one for one in found if chosen in {"", _code(one)}), key=lambda one: (_order().index(_code(one)), one.name)
    )
    for what in sorted({about(one.target, language()) for one in shown}):
        _table(what, [one for one in shown if about(one.target, language()) == what])
    st.download_button(
        t("Télécharger"),
        lambda: as_csv(shown, language(), identity=secrets.token_hex(4), now=datetime.now(UTC)),
        file_name=f"objectifs-{secrets.token_hex(4)}.csv",
        mime="text/csv",
        key="file_board",
        on_click="ignore",
    )


def _open(found: Sequence[Progress]) -> None:
    """From the board to the page of one of its communes."""
    places = {"": t("choisir…")} | {one.target.territory: one.name for one in sorted(found, key=lambda one: one.name)}
    st.selectbox(
        t("Voir une commune"),
        list(places),
        format_func=places.__getitem__,
        key=OPENED,
        filter_mode="contains",
        on_change=_opened,
    )


def _opened() -> None:
    if territory := st.session_state.pop(OPENED, ""):
        state.change(territory=territory, objectif="", statut="")


def _table(what: str, shown: Sequence[Progress]) -> None:
    headers = (
        t("Territoire"), t("Objectif"), t("Statut"), t("Écart à la trajectoire"), t("Série"), t("Dernière année"),
    )  # fmt: skip
    text.table(headers, rows(tuple(shown), language(), figure.ground()), caption=what, numbers=frozenset({3, 5}))


@lru_cache(maxsize=64)
def rows(shown: tuple[Progress, ...], spoken: str, look: Look) -> list[list[text.Cell]]:
    """One row per target, in words; a status is the same for every reader of one snapshot."""
    return [_row(one, spoken, look) for one in shown]


def _row(one: Progress, spoken: str, look: Look) -> list[text.Cell]:
    path = one.trajectory.points if one.trajectory else ()
    drawn = sparkline(
        one.observed.years, one.observed.values, path, colour=look.colour(ACCENT), muted=look.colour("grey.1")
    )
    return [
        one.name,
        voted(one.target, spoken),
        _told(one, spoken) if one.refused is not None else text.Signed(_told(one, spoken), look.ink(_colour(one))),
        words.gap(one, spoken) if one.refused is None else "",
        text.Drawn(drawn),
        str(one.observed.years[-1]) if one.observed.years else "",
    ]


def _colour(one: Progress) -> str:
    return f"status.{one.verdict or Verdict.NO_TARGET}"


def _told(one: Progress, spoken: str) -> str:
    if one.refused is not None:
        return finding(one.refused.code, one.refused.params, spoken)
    return statuses.status(one.verdict or Verdict.NO_TARGET, spoken)


def _code(one: Progress) -> str:
    return REFUSED if one.refused is not None else str(one.verdict)


def _order() -> list[str]:
    """From what calls for a talk to what goes well; then what cannot be said."""
    graded = (
        Verdict.MOVING_AWAY, Verdict.FAR_OFF, Verdict.TOO_SLOW, Verdict.UNCERTAIN, Verdict.ON_TRACK, Verdict.REACHED,
        Verdict.PAST_DUE, Verdict.INSUFFICIENT, Verdict.NO_TARGET,
    )  # fmt: skip
    return [*map(str, graded), REFUSED]


def _status_name(code: str) -> str:
    return t("sans statut, avec la raison") if code == REFUSED else statuses.status(Verdict(code), language())


def as_csv(shown: Iterable[Progress], spoken: str, *, identity: str, now: datetime) -> bytes:
    """The board as a file: a line of its own, then one row per target."""
    separator, mark = MARKS[spoken]
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n")
    moment = date_time(now, spoken)
    writer.writerow([t("Export n° {identity} du {moment}", identity=identity, moment=moment)])
    writer.writerow([
        t("Territoire"), t("Périmètre"), t("Objectif"), t("Statut"), t("Valeur"), t("Trajectoire"),
        t("Écart à la trajectoire"), t("Unité"), t("Dernière année"),
    ])  # fmt: skip
    for one in shown:
        standing = one.judged.standing if one.judged and one.refused is None else None
        amounts = (standing.value, standing.path_value, one.gap[0]) if standing else (None, None, None)
        writer.writerow([
            safe(one.name), safe(about(one.target, spoken)), safe(voted(one.target, spoken)), safe(_told(one, spoken)),
            *("" if value is None else repr(round(value, 6)).replace(".", mark) for value in amounts),
            one.indicator.unit, str(standing.last_year) if standing else "",
        ])  # fmt: skip
    return out.getvalue().encode("utf-8-sig")
