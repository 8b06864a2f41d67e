"""Adding, changing and withdrawing targets: a form whose every change keeps its date, its author and its reason."""

from collections.abc import Callable, Sequence

import streamlit as st

from observatory import adoption
from observatory.answers import territories
from observatory.errors import ObservatoryError
from observatory.indicators import Measure, registry
from observatory.store import targets as kept
from observatory.targets import registry as kinds
from observatory.targets.contract import Shape
from observatory.targets.spelling import write_target
from observatory.territory import parse_territory
from observatory.ui import boundary, data, state, text
from observatory.ui.language import language, t
from observatory.ui.targets import mine
from observatory.vocabulary import CARRIER_CODES, SECTOR_CODES, Scope
from observatory.wording import labels
from observatory.wording.targets import about, voted

DONE = "target_done"
NEW = 0


def manage() -> None:
    """What an adviser does with targets: add one, change or withdraw one, import a file."""
    if done := st.session_state.pop(DONE, None):
        text.notice(done, role="info")
    with st.expander(t("Ajouter, modifier ou retirer un objectif"), key="target_form_panel"):
        _form()
        _withdraw()
        _import()


def _form() -> None:
    known = {NEW: t("un nouvel objectif")} | {
        one.number: f"n° {one.number} : {voted(one.target, language())} · {about(one.target, language())}"
        for one in mine()
    }
    number = st.selectbox(
        t("Objectif à enregistrer"),
        list(known),
        format_func=known.__getitem__,
        key="target_number",
        filter_mode="contains",
    )
    fields = next((write_target(one.target) for one in mine() if one.number == number), {})
    with st.form(f"target_{number}", border=False):
        said = _fields(fields, str(number))
        author, reason = _who(str(number))
        if st.form_submit_button(t("Enregistrer"), type="primary"):
            with boundary.guarded():
                _save(int(number), said, author=author, reason=reason)


def _fields(known: dict[str, str], key: str) -> dict[str, str]:
    """The texts of the form; free entry goes through the same grammar as files and commands."""
    left, right = st.columns(2)
    with left:
        scope = _one(
            t("Périmètre"),
            {one.value: labels.scope(one, language()) for one in Scope},
            known,
            "scope",
            key,
            "territoire",
        )
        followed = {k: t(one.label) for k, one in registry().items() if one.numerator is not Measure.POPULATION}
        asked = _one(t("Indicateur"), followed, known, "indicator", key, state.view().indicator)
        carriers = _some(t("Énergies (aucune : toutes)"), CARRIER_CODES, labels.carrier, known, "carriers", key)
        sectors = _some(t("Secteurs (aucun : tous)"), SECTOR_CODES, labels.sector, known, "sectors", key)
    with right:
        kind = _one(t("Objectif"), {k: t(one.label) for k, one in kinds().items()}, known, "kind", key, "reduction")
        baseline = _text(t("Année de référence"), "2015", known, "baseline", key)
        milestones = _text(t("Échéances"), "2030=-20% ; 2050=-50%", known, "milestones", key)
        paths = {
            Shape.LINEAR.value: t("même quantité chaque année"),
            Shape.CONSTANT_RATE.value: t("même pourcentage chaque année"),
        }
        path = _one(t("Chemin"), paths, known, "path", key, "linear")
        deliberated = _text(t("Date de la délibération"), "27/06/2024", known, "deliberated", key)
    words = _text(t("Texte voté (facultatif)"), "", known, "text", key)
    return {
        **known, "territory": state.view().territory, "scope": scope, "indicator": asked, "carriers": carriers,
        "sectors": sectors, "kind": kind, "baseline": baseline, "milestones": milestones, "path": path,
        "deliberated": deliberated, "text": words,
    }  # fmt: skip


def _one(label: str, choices: dict[str, str], known: dict[str, str], name: str, key: str, usual: str) -> str:
    wanted = known.get(name) or usual
    at = list(choices).index(wanted) if wanted in choices else 0
    chosen: str = st.selectbox(
        label,
        list(choices),
        index=at,
        format_func=choices.__getitem__,
        key=f"target_{name}_{key}",
        filter_mode="contains",
    )
    return chosen


def _some(
    label: str, codes: Sequence[str], named: Callable[[str, str], str], known: dict[str, str], name: str, key: str
) -> str:
    default = [code for code in known.get(name, "").split(",") if code]
    chosen = st.multiselect(
        label, codes, default=default, format_func=lambda code: named(code, language()), key=f"target_{name}_{key}",
        placeholder=t("Choisir"),
    )  # fmt: skip
    return ",".join(chosen)


def _text(label: str, example: str, known: dict[str, str], name: str, key: str) -> str:
    return str(st.text_input(label, value=known.get(name, ""), placeholder=example, key=f"target_{name}_{key}"))


def _who(key: str) -> tuple[str, str]:
    left, right = st.columns(2)
    author = left.text_input(t("Auteur de ce changement"), key=f"target_author_{key}")
    reason = right.text_input(t("Motif"), key=f"target_reason_{key}", placeholder=t("délibération reçue, correction…"))
    return author.strip(), reason.strip()


def _save(number: int, said: dict[str, str], *, author: str, reason: str) -> None:
    target = adoption.declared(said)
    _needed(author, reason)
    if number == NEW:
        (written,) = kept.add(data.store(), target, author=author, reason=reason)
    else:
        written = kept.change(data.store(), number, target, author=author, reason=reason)
    st.session_state[DONE] = t(
        "Objectif n° {number} enregistré : {what}.", number=written.number, what=voted(target, language())
    )
    state.change(objectif=str(written.number))
    st.rerun()


def _needed(author: str, reason: str) -> None:
    if not author or not reason:
        raise ObservatoryError("target_reason_missing")


def _withdraw() -> None:
    found = {one.number: f"n° {one.number} : {voted(one.target, language())}" for one in mine()}
    if not found:
        return
    text.heading(t("Retirer un objectif"), level=3, role="section")
    with st.form("target_withdraw", border=False):
        number = st.selectbox(t("Objectif"), list(found), format_func=found.__getitem__, key="target_to_withdraw")
        author, reason = _who("withdraw")
        if st.form_submit_button(t("Retirer")):
            with boundary.guarded():
                _needed(author, reason)
                kept.withdraw(data.store(), number, author=author, reason=reason)
                st.session_state[DONE] = t("Objectif n° {number} retiré ; son historique est conservé.", number=number)
                st.rerun()


def _import() -> None:
    text.heading(t("Importer un fichier d'objectifs"), level=3, role="section")
    text.lines([t("Colonnes : {columns}.", columns=", ".join(adoption.COLUMNS))], role="figure-note")
    sent = st.file_uploader(t("Fichier CSV ou Excel"), key="target_file")
    author, reason = _who("import")
    if sent is not None and st.button(t("Importer"), key="target_import"):
        with boundary.guarded():
            found = adoption.read_file(sent.getvalue(), sent.name)
            _needed(author, reason)
            for one in found:
                territories.name(data.snapshot(), parse_territory(one.territory))
            written = kept.add(data.store(), *found, author=author, reason=reason)
            st.session_state[DONE] = t("Objectifs importés : {count}.", count=len(written))
            st.rerun()
