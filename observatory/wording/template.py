"""The words of the communes' template: they name its columns in French, whatever the reader's language."""

from collections.abc import Mapping

import polars as pl

from observatory.deposits.fields import FIELDS
from observatory.vocabulary import FLUID_CODES
from observatory.wording.language import N_, translate
from observatory.workbook.template import FieldHelp, Meter, Words

CHOICES: Mapping[str, tuple[str, ...]] = {
    "fluide": (
        "electricite",
        "gaz",
        "fioul",
        "propane",
        "bois",
        "reseau_chaleur",
        "reseau_froid",
        "eau",
        "carburant",
    ),
    "nature": ("facture", "livraison", "avoir", "regularisation", "index"),
    "releve": ("reel", "estime"),
    "unite": ("kWh", "MWh", "GWh", "m3", "L", "kg", "t", "stere", "MAP"),
}
_REQUIRED = frozenset({"periode", "fluide", "consommation", "unite"})
_MEANINGS: Mapping[str, str] = {
    "code_insee": N_("Code INSEE de la commune, à cinq caractères. Vide, c'est votre commune."),
    "commune": N_("Nom de la commune. Facultatif."),
    "site": N_("Le bâtiment ou l'équipement : école, mairie, éclairage public…"),
    "compteur": N_(
        "Numéro du compteur, en texte : PDL ou PRM (électricité), PCE (gaz), compteur d'eau, armoire d'éclairage."
    ),
    "periode": N_(
        "Année, mois, trimestre ou semestre de la consommation. À laisser vide si vous donnez les deux dates."
    ),
    "date_debut": N_("Premier jour de la facture."),
    "date_fin": N_("Dernier jour de la facture."),
    "fluide": N_("Ce qui est consommé. Obligatoire."),
    "nature": N_(
        "Vide, c'est une facture. Un avoir ou une régularisation peut être négatif ; un index est le nombre lu sur le "
        "compteur."
    ),
    "releve": N_("Vide, c'est un relevé réel."),
    "consommation": N_("Le nombre seul, sans unité. Vide si vous ne connaissez que le coût."),
    "unite": N_("L'unité de la consommation. Le gaz se déclare en kWh, comme sur la facture."),
    "cout_ht": N_("Montant hors taxes, en euros."),
    "cout_ttc": N_("Montant toutes taxes comprises, en euros."),
    "dont_abonnement": N_("Part de l'abonnement dans ce montant, en euros."),
    "commentaire": N_("Ce que vous voulez noter pour vous et pour votre conseiller."),
}
_EXAMPLES: Mapping[str, str] = {
    "code_insee": "38185",
    "commune": "Grenoble",
    "site": "École Jules-Ferry",
    "compteur": "01234567890123",
    "periode": "01/2023",
    "date_debut": "01/01/2023",
    "date_fin": "31/01/2023",
    "fluide": "electricite",
    "nature": "facture",
    "releve": "reel",
    "consommation": "1 234,5",
    "unite": "kWh",
    "cout_ht": "205,40",
    "cout_ttc": "246,48",
    "dont_abonnement": "18,20",
    "commentaire": "",
}
_REMARKS = (
    N_("Périodes admises : 2023, 01/2023, janvier 2023, T1 2023, S1 2023."),
    N_("Une ligne par compteur et par facture (ou par mois). Les lignes sans consommation ni coût sont ignorées."),
    N_("Les lignes de total sont ignorées : les totaux sont recalculés."),
    N_("Deux lignes de même site, compteur, fluide et période : donnez un numéro à chaque compteur."),
)


def known_meters(found: pl.DataFrame) -> list[Meter]:
    """The meters of a commune (site, meter, fluid, unit) in the words of the template."""
    spelled = dict(zip(FLUID_CODES, CHOICES["fluide"], strict=True))
    return [
        Meter(site, meter, spelled[fluid], unit)
        for site, meter, fluid, unit in found.select("site", "meter", "fluid", "unit").iter_rows()
    ]


def template_words(language: str) -> Words:
    """The template in a language; the names of its columns and the words of its lists are French in all."""
    return Words(
        table=translate("Relevés", language),
        help=translate("Aide", language),
        headings=(
            translate("Colonne", language),
            translate("Ce qu'on y écrit", language),
            translate("Valeurs possibles", language),
            translate("Exemple", language),
        ),
        fields=tuple(
            FieldHelp(
                name=name,
                meaning=translate(_MEANINGS[name], language),
                example=_EXAMPLES[name],
                choices=CHOICES.get(name, ()),
                is_required=name in _REQUIRED,
            )
            for name in FIELDS
        ),
        remarks=tuple(translate(remark, language) for remark in _REMARKS),
        not_in_list=translate("Choisissez une valeur de la liste.", language),
    )
