"""Adding, changing and withdrawing targets: a form whose every change keeps its date, its author and its reason."""

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from observatory import adoption
from observatory.access import Action
from observatory.answers import territories
from observatory.errors import ObservatoryError
from observatory.figures.shown.targets import mine
from observatory.indicators import Measure, registry
from observatory.store import targets as kept
from observatory.store.targets import Kept
from observatory.targets import registry as kinds
from observatory.targets.contract import Shape
from observatory.targets.spelling import write_target
from observatory.territory import parse_territory
from observatory.ui import boundary, data, session, state, text
from observatory.ui.language import language, t
from observatory.ui.subject import subject
from observatory.vocabulary import CARRIER_CODES, SECTOR_CODES, Scope
from observatory.wording import labels
from observatory.wording.targets import about, voted

DONE = "target_done"
NEW = 0


def manage() -> None:
    """What an adviser does with targets: add one, change or withdraw one, import a file."""
    if not session.may(Action.DECIDE):
        return
    if data.read().moment is not None:
        text.notice(t("Pour ajouter, modifier ou retirer un objectif, revenez aux dernières données."), role="info")
        return
    if done := st.session_state.pop(DONE, None):
        text.notice(done, role="info")
    with st.expander(t("Ajouter, modifier ou retirer un objectif"), key="target_form_panel"):
        _form()
        _withdraw()
        _import()


def _form() -> None:
    known = {NEW: t("un nouvel objectif")} | {one.number: _named(one) for one in mine(subject())}
    number = st.selectbox(
        t("Objectif à enregistrer"),
        list(known),
        format_func=known.__getitem__,
        key="target_number",
        filter_mode="contains",
    )
    fields = next((write_target(one.target) for one in mine(subject()) if one.number == number), {})
    with st.form(f"target_{number}", border=False):
        said = _said(Entries(fields, str(number)))
        author, reason = _who(str(number))
        if st.form_submit_button(t("Enregistrer"), type="primary"):
            with boundary.guarded():
                _save(int(number), said, author=author, reason=reason)


def _named(one: Kept) -> str:
    return f"n° {one.number} : {voted(one.target, language())} · {about(one.target, language())}"


@dataclass(frozen=True)
class Entries:
    """The entries of one form: what is known of the target, as texts, and the suffix of its widgets' keys."""

    known: Mapping[str, str]
    key: str

    def one(self, name: str, label: str, choices: Mapping[str, str], *, usual: str) -> str:
        """One of a few."""
        wanted = self.known.get(name) or usual
        chosen: str = st.selectbox(
            label,
            list(choices),
            index=list(choices).index(wanted) if wanted in choices else 0,
            format_func=choices.__getitem__,
            key=f"target_{name}_{self.key}",
            filter_mode="contains",
        )
        return chosen

    def some(self, name: str, label: str, choices: Mapping[str, str]) -> str:
        """Any of a list; none means all."""
        chosen = st.pills(
            label,
            list(choices),
            selection_mode="multi",
            default=[code for code in self.known.get(name, "").split(",") if code],
            format_func=choices.__getitem__,
            key=f"target_{name}_{self.key}",
        )
        return ",".join(chosen)

    def text(self, name: str, label: str, *, example: str = "") -> str:
        """Free text, read by the same grammar as files and commands."""
        value = self.known.get(name, "")
        return str(st.text_input(label, value=value, placeholder=example, key=f"target_{name}_{self.key}"))


def _said(entries: Entries) -> dict[str, str]:
    """The texts of the form."""
    bases = {"": t("PCS seul, PCI dans une somme"), "pcs": "PCS", "pci": "PCI"}
    left, right = st.columns(2)
    with left:
        matter = _matter(entries)
    with right:
        aim = _aim(entries)
    with st.expander(t("Référence déclarée ou remplacée, gaz, texte voté"), key=f"target_more_{entries.key}"):
        more = {
            "baseline_value": entries.text("baseline_value", t("Valeur de référence déclarée (dans l'unité)")),
            "baseline_source": entries.text("baseline_source", t("Source de cette valeur")),
            "instead_of": entries.text("instead_of", t("Année votée que l'année de référence remplace")),
            "gas": entries.one("gas", t("Gaz compté en"), bases, usual=""),
            "text": entries.text("text", t("Texte voté (facultatif)")),
        }
    return {**entries.known, "territory": state.view().territory, **matter, **aim, **more}


def _matter(entries: Entries) -> dict[str, str]:
    """What the target counts."""
    scopes = {one.value: labels.scope(one, language()) for one in Scope}
    followed = {key: t(one.label) for key, one in registry().items() if one.numerator is not Measure.POPULATION}
    carriers = {code: labels.carrier(code, language()) for code in CARRIER_CODES}
    sectors = {code: labels.sector(code, language()) for code in SECTOR_CODES}
    return {
        "scope": entries.one("scope", t("Périmètre"), scopes, usual=Scope.TERRITOIRE),
        "indicator": entries.one("indicator", t("Indicateur"), followed, usual=state.view().indicator),
        "carriers": entries.some("carriers", t("Énergies (aucune : toutes)"), carriers),
        "sectors": entries.some("sectors", t("Secteurs (aucun : tous)"), sectors),
    }


def _aim(entries: Entries) -> dict[str, str]:
    """What is to be reached, from what, by which path, and when it was voted."""
    named = {key: t(one.label) for key, one in kinds().items()}
    paths = {
        Shape.LINEAR.value: t("même quantité chaque année"),
        Shape.CONSTANT_RATE.value: t("même pourcentage chaque année"),
    }
    return {
        "kind": entries.one("kind", t("Objectif"), named, usual="reduction"),
        "baseline": entries.text("baseline", t("Année de référence"), example="2015"),
        "milestones": entries.text("milestones", t("Échéances"), example="2030=-20% ; 2050=-50%"),
        "path": entries.one("path", t("Chemin"), paths, usual=Shape.LINEAR),
        "deliberated": entries.text("deliberated", t("Date de la délibération"), example="27/06/2024"),
    }


def _who(key: str) -> tuple[str, str]:
    left, right = st.columns(2)
    author = left.text_input(t("Auteur de ce changement"), key=f"target_author_{key}")
    reason = right.text_input(t("Motif"), key=f"target_reason_{key}", placeholder=t("délibération reçue, correction…"))
    return author.strip(), reason.strip()


def _save(number: int, said: dict[str, str], *, author: str, reason: str) -> None:
    target = adoption.declared(said)
    _needed(author, reason)
    if number == NEW:
        (written,) = kept.add(session.deciding(), target, author=author, reason=reason)
    else:
        written = kept.change(session.deciding(), number, target, author=author, reason=reason)
    st.session_state[DONE] = t(
        "Objectif n° {number} enregistré : {what}.", number=written.number, what=voted(target, language())
    )
    state.change(objectif=str(written.number))
    st.rerun()


def _needed(author: str, reason: str) -> None:
    if not author or not reason:
        raise ObservatoryError("target_reason_missing")


def _withdraw() -> None:
    found = {one.number: f"n° {one.number} : {voted(one.target, language())}" for one in mine(subject())}
    if not found:
        return
    text.heading(t("Retirer un objectif"), level=3, role="section")
    with st.form("target_withdraw", border=False):
        number = st.selectbox(t("Objectif"), list(found), format_func=found.__getitem__, key="target_to_withdraw")
        author, reason = _who("withdraw")
        if st.form_submit_button(t("Retirer")):
            with boundary.guarded():
                _needed(author, reason)
                kept.withdraw(session.deciding(), number, author=author, reason=reason)
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
            written = kept.add(session.deciding(), *found, author=author, reason=reason)
            st.session_state[DONE] = t("Objectifs importés : {count}.", count=len(written))
            st.rerun()
