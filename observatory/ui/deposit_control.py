"""Third step of a deposit: what was found, the questions that only the sender can answer, and what would change."""

from collections.abc import Sequence

import streamlit as st

from observatory.deposits import loop
from observatory.deposits.checked import Checked, Question
from observatory.deposits.loop import Differences, Mode
from observatory.errors import Finding, Outcome
from observatory.settings import settings
from observatory.ui import deposit_draft, deposit_files, session, text
from observatory.ui.deposit_draft import Draft
from observatory.ui.language import language, t
from observatory.wording import deposit_changes as words
from observatory.wording import deposit_questions as asking
from observatory.wording.sentences import finding, report, row_finding

SHOWN = 200  # of a list that may be long; the file has all


def control(draft: Draft, checked: Checked) -> bool:
    """Findings, questions and differences; whether there is something to send."""
    text.heading(_outcome(checked), role="section")
    _findings(draft, checked)
    if checked.outcome is Outcome.REJECT:
        return False
    _questions(draft, checked.questions)
    _mode(draft)
    differences(loop.changes(checked, session.user(), settings(), mode=draft.mode))
    return True


def summed(draft: Draft, checked: Checked) -> None:
    """The last look before it is sent."""
    text.heading(_outcome(checked), role="section")
    changes = loop.changes(checked, session.user(), settings(), mode=draft.mode)
    text.lines([words.counted(changes, language())])
    if draft.mode is Mode.REPLACE and changes.removed.height:
        text.notice(words.removed(changes.removed.height, language()))


def differences(found: Differences) -> None:
    """New, changed, identical and missing lines, and the totals before and after."""
    text.lines([words.counted(found, language())])
    if found.totals.height:
        headers, rows = words.totals(found.totals, language())
        text.table(
            headers, rows, caption=t("Totaux par année, avant et après"), numbers=frozenset(range(2, len(headers)))
        )
    if found.changed.height:
        headers, rows = words.changed(found.changed.head(SHOWN), language())
        caption = _some(t("Lignes modifiées"), found.changed.height)
        text.table(headers, rows, caption=caption, numbers=frozenset({5, 6, 7}))
    for frame, caption in ((found.new, t("Nouvelles lignes")), (found.missing, _missing(found))):
        if frame.height:
            headers, rows = words.lines(frame.head(SHOWN), language())
            with st.expander(
                _some(caption, frame.height), expanded=found.mode is Mode.REPLACE and frame is found.missing
            ):
                text.table(headers, rows, caption=caption, numbers=frozenset({4, 5}))


def listed(findings: Sequence[Finding]) -> None:
    """What was found, in a table: where, what, and what to do."""
    rows = [
        (str(one.params.get("sheet") or ""), str(one.row or ""), one.column or "", one.value or "", _advice(one))
        for one in findings[:SHOWN]
    ]
    headers = (t("Feuille"), t("Ligne"), t("Colonne"), t("Valeur"), t("Que faire"))
    if rows:
        text.table(headers, rows, caption=_some(t("Ce qui a été relevé"), len(findings)), numbers=frozenset({1}))


def _outcome(checked: Checked) -> str:
    if checked.code is not None:
        return finding(checked.code, dict(checked.params), language())
    return report(
        rows_read=checked.rows_read,
        rows_accepted=checked.rows_accepted,
        rows_rejected=checked.rows_rejected,
        duplicates=checked.duplicates,
        language=language(),
        recorded=False,
    )


def _findings(draft: Draft, checked: Checked) -> None:
    if not checked.findings:
        text.lines([t("Rien à corriger.")])
        return
    for one in checked.findings:
        if one.row is None:
            text.lines([row_finding(None, one.column, one.value, one.code, dict(one.params), language())])
    if checked.errors:
        text.lines([t("Les bonnes lignes sont gardées : corrigez les autres et redéposez, seules elles compteront.")])
        listed(checked.errors)
        _returned(draft, checked)
    within = [one for one in checked.warnings if one.row is not None]
    if within:
        with st.expander(_some(t("À vérifier, sans rien bloquer"), len(within))):
            listed(within)


def _returned(draft: Draft, checked: Checked) -> None:
    """Her own workbook with the cells coloured, and the whole list."""
    answers = dict(draft.answers)
    told = deposit_files.of_draft(
        checked.sha256, draft.name, draft.insee_code, draft.mapping, answers=answers, language=language()
    )
    with st.container(horizontal=True, gap="small"):
        label = t("Mon fichier, cellules à corriger en couleur")
        deposit_files.button(label, "marked", told, key="deposit_marked")
        deposit_files.button(t("Toute la liste (CSV)"), "listed", told, key="deposit_listed", icon=":material/list:")


def _questions(draft: Draft, questions: Sequence[Question]) -> None:
    """One question for each real ambiguity; an answer checks the file again."""
    answers = dict(draft.answers)
    for one in questions:
        choices = {choice: asking.choice(choice, language()) for choice in one.choices}
        # It quotes the file: a label would be read as markdown.
        text.lines([asking.question(one.code, one.params, one.rows, language())])
        said = st.radio(
            t("Votre réponse"),
            list(choices),
            index=list(choices).index(answers[one.key]) if answers.get(one.key) in choices else None,
            format_func=choices.__getitem__,
            key=f"deposit_question_{draft.key}_{one.key}",
        )
        if said is not None:
            answers[one.key] = said
    if answers != dict(draft.answers):
        deposit_draft.change(answers=answers)
        st.rerun()


def _mode(draft: Draft) -> None:
    modes = {Mode.COMPLETE: t("Compléter ou corriger"), Mode.REPLACE: t("Remplacer toute l'année")}
    chosen = st.segmented_control(
        t("Ce que ce fichier fait à ce qui est déjà là"),
        list(modes),
        default=draft.mode,
        format_func=modes.__getitem__,
        required=True,
        key=f"deposit_mode_{draft.key}",
    )
    if chosen is not None and chosen is not draft.mode:
        deposit_draft.change(mode=chosen)
        st.rerun()


def _missing(found: Differences) -> str:
    if found.mode is Mode.REPLACE:
        return t("Lignes qui disparaissent")
    return t("Déjà là, et pas dans ce fichier : elles restent")


def _some(caption: str, count: int) -> str:
    return f"{caption} ({count})"


def _advice(one: Finding) -> str:
    return finding(one.code, {"value": one.value or None, **one.params}, language())
