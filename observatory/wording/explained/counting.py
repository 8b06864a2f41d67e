"""Cards of what is counted: ratios, inhabitants between censuses, and gas in its two units."""

import polars as pl

from observatory.answers import territories, values
from observatory.units import GAS_PCS_PER_PCI, Fluid, energy_kwh
from observatory.wording.explained.contract import COMMUNE, Example, Formula, Method, Reader, Theme
from observatory.wording.language import N_
from observatory.wording.notes import note

OWN = "exemple"
# (commune, MWh, inhabitants)
PLACES = (("A", 300.0, 100.0), ("B", 900.0, 900.0))
CENSUSES = {2016: 1000.0, 2019: 1030.0}
ASKED = (2016, 2017, 2018, 2019, 2020)
GAS_MWH = 1000.0


def _ratio(reader: Reader) -> Example:
    rows = [(1, energy, energy) for _, energy, _ in PLACES]
    energy = pl.DataFrame(rows, schema=["year", "value", "high"], orient="row").group_by("year").sum()
    people = pl.DataFrame({"year": [1], "inhabitants": [sum(inhabitants for _, _, inhabitants in PLACES)]})
    found = values.divided(energy, people, on=["year"], column="inhabitants", factor=1.0)["value"][0]
    each = [energy / inhabitants for _, energy, inhabitants in PLACES]
    headers = (reader.t("Commune"), reader.t("Consommation, MWh"), reader.t("Habitants"), reader.t("MWh par habitant"))
    lines = tuple(
        (
            reader.t("Commune {letter}", letter=letter),
            reader.n(energy, 0),
            reader.n(inhabitants, 0),
            reader.n(energy / inhabitants, 1),
        )
        for letter, energy, inhabitants in PLACES
    )
    words = reader.t(
        "Ensemble : {right} par habitant. La moyenne des deux ratios dirait {wrong}, en comptant un habitant de A "
        "neuf fois plus qu'un habitant de B.",
        right=reader.n(found, 1, "MWh"),
        wrong=reader.n(sum(each) / len(each), 1),
    )
    return Example(headers, lines, (words,))


def _inhabitants(reader: Reader) -> Example:
    known = pl.DataFrame(
        [(OWN, year, people) for year, people in CENSUSES.items()],
        schema={"insee_code": pl.String, "year": pl.Int32, "inhabitants": pl.Float64},
        orient="row",
    )
    found, notes = territories.by_year(known, ASKED)
    rows = tuple(
        (
            str(year),
            reader.n(CENSUSES.get(year), 0),
            reader.n(people, 0),
        )
        for year, people in found.select("year", "inhabitants").iter_rows()
    )
    headers = (reader.t("Année"), reader.t("Recensement"), reader.t("Habitants retenus"))
    return Example(headers, rows, tuple(note(one.code, one.params, reader.language) for one in notes))


def _gas(reader: Reader) -> Example:
    found = energy_kwh(GAS_MWH * 1000, Fluid.GAS_KWH_PCS) / 1000
    words = reader.t("Pour s'additionner aux autres énergies : {amount}.", amount=reader.n(found, 1, "MWh PCI"))
    rows = ((reader.t("Gaz livré, tel que publié"), reader.n(GAS_MWH, 0, "MWh PCS")),)
    return Example((reader.t(COMMUNE), reader.t("Valeur")), rows, (words,))


METHODS = (
    Method(
        key="sums_over_sums",
        theme=Theme.COUNTING,
        name=N_("Un ratio est une somme sur une somme"),
        answers=N_("Combien consomme un habitant du territoire ?"),
        formulas=(
            Formula(
                r"R = \frac{\sum_i E_i}{\sum_i P_i} \;\ne\; \frac{1}{N}\sum_i \frac{E_i}{P_i}",
                N_(
                    "ratio du territoire = somme des consommations ÷ somme des habitants, sur les communes présentes "
                    "dans les deux ; jamais la moyenne des ratios des communes"
                ),
            ),
        ),
        units=N_("Unité du numérateur par unité du dénominateur."),
        source=N_("Règle de l'observatoire : chaque indicateur déclare son numérateur et son dénominateur."),
        limits=(N_("Une commune sans numérateur, ou sans dénominateur, n'entre dans aucun des deux."),),
        example=_ratio,
        explains=(values.divided, values.summed),
    ),
    Method(
        key="inhabitants",
        theme=Theme.COUNTING,
        name=N_("Habitants entre deux recensements"),
        answers=N_("Combien d'habitants compter une année sans recensement publié ?"),
        formulas=(
            Formula(
                r"P(y) = P_0 + (P_1 - P_0)\,\frac{y - y_0}{y_1 - y_0}",
                N_(
                    "habitants de l'année = habitants du recensement d'avant + (différence entre les deux "
                    "recensements) × part du temps écoulée ; hors des recensements, ceux du plus proche"
                ),
            ),
        ),
        units=N_("Habitants : population municipale, dans les communes d'aujourd'hui."),
        source=N_("Insee, populations légales et de référence ; interpolation linéaire de l'observatoire."),
        limits=(N_("Une naissance de quartier entre deux recensements est étalée sur les années."),),
        example=_inhabitants,
        explains=(territories.by_year,),
    ),
    Method(
        key="gas",
        theme=Theme.COUNTING,
        name=N_("Gaz : de PCS en PCI"),
        answers=N_("Pourquoi le gaz n'a-t-il pas la même valeur seul et dans un total ?"),
        formulas=(
            Formula(
                rf"E_{{\mathrm{{PCI}}}} = \frac{{E_{{\mathrm{{PCS}}}}}}{{{GAS_PCS_PER_PCI}}}",
                N_("énergie en PCI = énergie en PCS ÷ {ratio}"),
            ),
        ),
        units=N_("kWh ou MWh. PCS : avec la chaleur de la vapeur d'eau des fumées ; PCI : sans elle."),
        source=N_("Arrêté du 15 septembre 2006, annexe IV."),
        limits=(
            N_("Le gaz seul reste en PCS, comme sur les factures ; dans une somme, toujours en PCI."),
            N_("Un rapport fixe : la composition réelle du gaz varie un peu."),
        ),
        example=_gas,
        explains=(energy_kwh, values.on_gas_basis),
        params={"ratio": GAS_PCS_PER_PCI},
    ),
)
