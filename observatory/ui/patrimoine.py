"""Sections of Patrimoine: the figure of the years, the sites that weigh most, what makes the cost."""

from observatory.answers.patrimoine.lens import Seen
from observatory.errors import QuestionRefused
from observatory.figures.shown import patrimoine as shown
from observatory.ui import boundary, controls, provenance, text
from observatory.ui.language import language, t
from observatory.ui.subject import subject
from observatory.wording import labels

HEIGHT = 260  # pixels: the sentence, the numbers and the figure are seen together on a projector


def opening() -> bool:
    """Choices and main figure; False, after a sentence that says what to do, where there is nothing to show."""
    found = seen()
    if found is None:
        return False
    if found.lines.is_empty():
        words = t(
            "Aucune facture ni aucun relevé n'est encore connu ici. Déposez le tableau de consommations de la commune "
            "(électricité, gaz, eau…), même incomplet : la page se remplit dès qu'il est publié."
        )
        text.notice(words, role="info")
        return False
    _choices(found)
    with boundary.guarded():
        if not provenance.draw("sites", height=HEIGHT):
            text.notice(t("Les factures connues ici ne disent rien de ce que vous demandez."), role="info")
    return True


def seen() -> Seen | None:
    """What the reader may see of the commune; None, after a sentence, where it is nothing."""
    if subject().commune is None:
        text.notice(t("Le patrimoine se lit commune par commune : choisissez-en une à gauche."), role="info")
        return None
    try:
        return shown.seen_of(subject())
    except QuestionRefused:
        words = t("Les consommations des sites de cette commune ne sont pas publiques : elle n'a pas donné son accord.")
        text.notice(words, role="info")
        return None


def _choices(found: Seen) -> None:
    words = {"energie": t("Énergie"), "eau": t("Eau"), "depense": t("Dépense")}
    with controls.row():
        controls.choose("mesure", words, label=t("Mesure"))
        if len(found.sources) > 1:
            named = {key: labels.source(key, language()) for key in found.sources}
            controls.choose("origine", named, label=t("Source"), as_list=True)


def heaviest() -> None:
    """The ten sites that weigh most."""
    with boundary.guarded():
        provenance.draw("heaviest", main=False)


def cost() -> None:
    """Why the cost moved, where bills say what they cost."""
    with boundary.guarded():
        provenance.draw("cost", main=False)
