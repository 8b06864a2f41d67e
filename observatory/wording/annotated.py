"""The words of the sheet that a sender finds in her own workbook."""

from observatory.wording.language import translate
from observatory.workbook.annotated.contract import Words


def annotated_words(language: str) -> Words:
    """Headings of the list of what to correct."""
    return Words(
        title=translate("À corriger ou à vérifier ; les cellules concernées portent un commentaire.", language),
        sheet=translate("Feuille", language),
        row=translate("Ligne", language),
        column=translate("Colonne", language),
        value=translate("Valeur", language),
        advice=translate("Ce qu'il faut faire", language),
    )
