"""Cards of what changes: the share of each factor, and where a series stops describing the same thing."""

import polars as pl

from observatory.answers.breaks import material
from observatory.methods import breaks, decomposition
from observatory.wording.explained.contract import COMMUNE, Example, Formula, Method, Reader, Theme
from observatory.wording.language import N_

# Inhabitants, and MWh of electricity that each uses at home.
BEFORE, AFTER = (1000.0, 2.0), (1100.0, 1.8)
FIRST, LAST = 2018, 2023
# (year, operator, MWh): the local company begins to send its figures in 2015.
SENT = (
    (2013, "Réseau national", 1000.0),
    (2014, "Réseau national", 990.0),
    (2015, "Réseau national", 980.0),
    (2015, "Régie locale", 900.0),
)


def _lmdi(reader: Reader) -> Example:
    effects = decomposition.lmdi([BEFORE], [AFTER])
    people, use = (reader.n(float(effect), 1, "MWh", signed=True) for effect in effects.by_factor)
    headers = (reader.t(COMMUNE), str(FIRST), str(LAST))
    rows = (
        (reader.t("Habitants"), reader.n(BEFORE[0], 0), reader.n(AFTER[0], 0)),
        (reader.t("MWh par habitant"), reader.n(BEFORE[1], 1), reader.n(AFTER[1], 1)),
        (reader.t("Consommation, MWh"), reader.n(effects.before, 0), reader.n(effects.after, 0)),
    )
    result = (
        reader.t("Parce qu'il y a plus d'habitants : {people}.", people=people),
        reader.t("Parce que chacun consomme moins : {use}.", use=use),
        reader.t(
            "Ensemble : {change}, exactement l'évolution observée.",
            change=reader.n(float(effects.by_factor.sum()), 1, "MWh", signed=True),
        ),
    )
    return Example(headers, rows, result)


def _coverage() -> pl.DataFrame:
    sent = pl.DataFrame(SENT, schema=["year", "operator", "energy_mwh"], orient="row")
    place = {"source": "exemple", "insee_code": "exemple", "carrier": "electricity", "sector": "residential"}
    return sent.with_columns(**{name: pl.lit(value) for name, value in place.items()})


def _breaks(reader: Reader) -> Example:
    coverage = _coverage()
    moves = breaks.movements(coverage, renames={})
    sums = coverage.group_by("year", "carrier").agg(value=pl.col("energy_mwh").sum())
    (cut,) = material(moves, sums, keys=["carrier"])["electricity",]
    words = reader.t(
        "Rupture en {year} : un gestionnaire entre, avec {share} du total de l'année. La série ne se compare pas de "
        "part et d'autre.",
        year=cut.year,
        share=reader.percent(cut.params["share"] * 100, signed=False),
    )
    headers = (reader.t("Année"), reader.t("Gestionnaire de réseau"), reader.t("Consommation, MWh"))
    names = {"Réseau national": reader.t("réseau national"), "Régie locale": reader.t("régie locale")}
    rows = tuple((str(year), names[operator], reader.n(value, 0)) for year, operator, value in SENT)
    return Example(headers, rows, (words,), texts=frozenset({0, 1}))


METHODS = (
    Method(
        key="lmdi",
        theme=Theme.CHANGES,
        name=N_("Décomposition d'une évolution (LMDI)"),
        answers=N_("Dans une hausse ou une baisse, quelle part vient des habitants, de l'usage de chacun, du climat ?"),
        formulas=(
            Formula(
                r"\Delta V_k = \sum_i L\bigl(V_i^{1}, V_i^{0}\bigr)\,\ln\frac{x_{k,i}^{1}}{x_{k,i}^{0}}",
                N_(
                    "effet d'un facteur = somme, sur les catégories, de la moyenne logarithmique des deux "
                    "consommations × logarithme de (facteur après ÷ facteur avant)"
                ),
            ),
            Formula(
                r"L(a, b) = \frac{a - b}{\ln a - \ln b}",
                N_("moyenne logarithmique de deux nombres = leur différence ÷ la différence de leurs logarithmes"),
            ),
        ),
        units=N_("Unité de la consommation. La somme des effets est exactement l'évolution, sans reste."),
        source=N_(
            "Ang, Energy Policy 33, 2005, équations 4 et 5 (LMDI-I additive) ; zéros : Ang, Zhang et Choi, Energy 23, "
            "1998, tableau 2."
        ),
        limits=(
            N_("Partage un changement ; ne dit pas pourquoi les habitants consomment moins."),
            N_("Enchaînée d'année en année : un facteur compte par son chemin, pas seulement par ses deux bouts."),
            N_("Rien ne franchit un changement de périmètre ou de méthode, montré à part."),
        ),
        example=_lmdi,
        explains=(decomposition.lmdi, decomposition.chained, decomposition.log_mean),
    ),
    Method(
        key="breaks",
        theme=Theme.CHANGES,
        name=N_("Ruptures de série"),
        answers=N_("Depuis quelle année les chiffres décrivent-ils la même chose ?"),
        formulas=(
            Formula(
                r"\frac{m}{V} \ge a",
                N_(
                    "rupture = ce qui entre, ou sort, fait au moins {material} % du total de l'année où il entre, ou "
                    "de celle d'avant s'il sort"
                ),
            ),
        ),
        units=N_("Part du total de la série, pour chaque énergie."),
        source=N_("Règle de l'observatoire, tirée de la couverture que chaque source déclare, année par année."),
        limits=(
            N_(
                "Un saut ne suffit pas : on cherche un gestionnaire, une commune ou une catégorie qui entre ou qui "
                "sort."
            ),
            N_(
                "Un réseau qui change de main n'est pas une rupture : l'un sort, l'autre entre avec autant, à "
                "{handover} % près."
            ),
            N_(
                "Une catégorie créée, si elle fait au moins {category} % de l'énergie, coupe la répartition par "
                "secteur, jamais le total."
            ),
        ),
        example=_breaks,
        explains=(breaks.movements, breaks.categories_created, material),
        params={
            "material": breaks.MATERIAL * 100,
            "handover": breaks.HANDOVER * 100,
            "category": breaks.CATEGORY_MATERIAL * 100,
        },
    ),
)
