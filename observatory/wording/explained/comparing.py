"""Cards of comparison: who is comparable, and what a difference between communes is worth."""

import numpy as np
import polars as pl

from observatory.methods import funnel, peers, shrinkage
from observatory.wording.explained.contract import COMMUNE, Example, Formula, Method, Reader, Theme
from observatory.wording.language import N_

OWN = "exemple"
# (key, inhabitants, altitude in metres)
GROUP = (
    (OWN, 2000.0, 300.0),
    ("A", 2100.0, 320.0),
    ("B", 1800.0, 280.0),
    ("C", 2500.0, 350.0),
    ("D", 1500.0, 500.0),
    ("E", 900.0, 250.0),
    ("F", 4000.0, 300.0),
    ("G", 2200.0, 900.0),
    ("H", 300.0, 1100.0),
    ("I", 20000.0, 220.0),
)
NAMED = 3
# (inhabitants, MWh per inhabitant)
UNITS = (
    (200.0, 2.6),
    (400.0, 1.9),
    (600.0, 2.4),
    (900.0, 2.0),
    (1500.0, 2.3),
    (3000.0, 1.7),
    (8000.0, 2.9),
    (20000.0, 2.2),
)
CENTRE, BETWEEN = 2.0, 0.04
# MWh per inhabitant and its variance: a small commune, a large one.
KNOWN = ((3.0, 0.12), (3.0, 0.01))


def _place(key: str, reader: Reader) -> str:
    return reader.t(COMMUNE) if key == OWN else reader.t("Commune {letter}", letter=key)


def _peers(reader: Reader) -> Example:
    group = pl.DataFrame(GROUP, schema=["insee_code", "inhabitants", "altitude_m"], orient="row")
    features = (peers.Feature("inhabitants", log=True), peers.Feature("altitude_m"))
    found = peers.nearest(group, of=OWN, features=features, count=len(GROUP) - 1)
    nearest = [] if found is None else found.frame.head(NAMED).select("insee_code", "distance").rows()
    said = [
        reader.t("{name} ({distance})", name=_place(key, reader), distance=reader.n(distance, 2))
        for key, distance in nearest
    ]
    headers = (reader.t("Commune"), reader.t("Habitants"), reader.t("Altitude, m"))
    rows = tuple((_place(key, reader), reader.n(people, 0), reader.n(altitude, 0)) for key, people, altitude in GROUP)
    return Example(headers, rows, (reader.t("Les plus proches, avec leur distance : {said}.", said=reader.list(said)),))


def _funnel(reader: Reader) -> Example:
    inhabitants, values = (np.array(column) for column in zip(*UNITS, strict=True))
    found = funnel.funnel(values, inhabitants)
    wide = found.units[0]
    headers = (
        reader.t("Commune"),
        reader.t("Habitants"),
        reader.t("MWh par habitant"),
        reader.t("Entre, à {share} %", share=reader.n(wide.coverage * 100)),
        reader.t("Dedans"),
    )
    rows = tuple(
        (
            reader.t("Commune {letter}", letter=chr(ord("A") + at)),
            reader.n(people, 0),
            reader.n(value, 1),
            reader.t("{low} et {high}", low=reader.n(float(wide.low[at]), 2), high=reader.n(float(wide.high[at]), 2)),
            reader.t("non") if found.outside[0][at] else reader.t("oui"),
        )
        for at, (people, value) in enumerate(UNITS)
    )
    words = reader.t(
        "Le groupe consomme {centre} par habitant ; les communes diffèrent entre elles, au-delà de leur taille, d'un "
        "écart type de {between}.",
        centre=reader.n(found.centre, 2, "MWh"),
        between=reader.n(float(np.sqrt(found.tau2)), 2, "MWh"),
    )
    return Example(headers, rows, (words,), texts=frozenset({0, 4}))


def _shrinkage(reader: Reader) -> Example:
    values, variances = (np.array(column) for column in zip(*KNOWN, strict=True))
    found = shrinkage.empirical_bayes(values, variances, centre=CENTRE, tau2=BETWEEN)
    names = (reader.t("Petite commune"), reader.t("Grande commune"))
    headers = (
        reader.t("Commune"),
        reader.t("MWh par habitant"),
        reader.t("Variance due à la taille"),
        reader.t("Part gardée de l'écart"),
        reader.t("Valeur resserrée"),
    )
    rows = tuple(
        (
            names[at],
            reader.n(value, 1),
            reader.n(variance, 2),
            reader.percent(float(found.kept[at]) * 100, 0, signed=False),
            reader.n(float(found.values[at]), 2),
        )
        for at, (value, variance) in enumerate(KNOWN)
    )
    words = reader.t(
        "Les deux sont à {value} pour un groupe à {centre} : la petite, moins sûre, est ramenée à {small}, la grande "
        "à {large}.",
        value=reader.n(KNOWN[0][0], 1),
        centre=reader.n(CENTRE, 1),
        small=reader.n(float(found.values[0]), 2),
        large=reader.n(float(found.values[1]), 2),
    )
    return Example(headers, rows, (words,))


METHODS = (
    Method(
        key="peers",
        theme=Theme.COMPARISON,
        name=N_("Communes comparables"),
        answers=N_("À quelles communes peut-on se comparer sans tricher ?"),
        formulas=(
            Formula(
                r"d(i, j) = \sqrt{\frac{1}{K}\sum_{k=1}^{K} \left(\frac{x_{k,i} - x_{k,j}}{\sigma_k}\right)^{2}}",
                N_(
                    "distance = racine de la moyenne des carrés des différences, chacune rapportée à l'écart type du "
                    "groupe ; habitants et densité par leur logarithme"
                ),
            ),
        ),
        units=N_("Sans unité : une distance de 1 est un écart type. Les plus proches d'abord."),
        source=N_("Distance euclidienne normalisée, d'usage courant ; caractères choisis par l'observatoire."),
        limits=(
            N_("Seuls comptent des caractères que la commune ne choisit pas, jamais sa consommation."),
            N_(
                "Un caractère inconnu d'une seule commune du groupe n'est pas utilisé, pour que toutes les distances "
                "aient le même sens."
            ),
            N_("Trop peu de communes proches : pas de comparaison plutôt qu'une mauvaise."),
        ),
        example=_peers,
        explains=(peers.nearest,),
    ),
    Method(
        key="funnel",
        theme=Theme.COMPARISON,
        name=N_("Entonnoir"),
        answers=N_("Cette commune est-elle différente des autres, ou seulement petite ?"),
        formulas=(
            Formula(
                r"\theta_0 \pm z\,\sqrt{\frac{s^2}{n_i} + \tau^2} \qquad \theta_0 = \frac{\sum_i y_i n_i}{\sum_i n_i}",
                N_(
                    "limites = valeur du groupe ± quantile normal × racine de (variance due à la taille + variance "
                    "entre communes que la taille n'explique pas)"
                ),
            ),
            Formula(
                r"\phi = \frac{1}{I}\sum_i z_i^2",
                N_(
                    "surdispersion = moyenne des carrés des écarts réduits, les {share} % extrêmes de chaque côté "
                    "étant ramenés au bord"
                ),
            ),
        ),
        units=N_("Unité de l'indicateur par habitant, contre le nombre d'habitants. Limites à {wide} % et à {far} %."),
        source=N_(
            "Spiegelhalter, Statistics in Medicine 24, 2005 ; surdispersion : Spiegelhalter, Quality and Safety in "
            "Health Care 14, 2005 ; variance entre communes de DerSimonian et Laird."
        ),
        limits=(
            N_(
                "Dedans ne veut rien dire de plus que « la taille peut l'expliquer » ; dehors appelle une question, "
                "pas un verdict."
            ),
            N_("Il faut au moins {least} communes. La limite basse peut être négative."),
        ),
        example=_funnel,
        explains=(funnel.funnel,),
        params={
            "share": funnel.WINSORISED * 100,
            "least": funnel.ENOUGH_UNITS,
            "wide": funnel.COVERAGES[0] * 100,
            "far": funnel.COVERAGES[1] * 100,
        },
    ),
    Method(
        key="shrinkage",
        theme=Theme.COMPARISON,
        name=N_("Valeurs resserrées des petites communes"),
        answers=N_("Que vaut l'écart d'une petite commune, une fois retirée la part du hasard ?"),
        formulas=(
            Formula(
                r"\hat{y}_i = \theta + B_i\,(y_i - \theta) \qquad B_i = \frac{\tau^2}{\tau^2 + s_i^2}",
                N_(
                    "valeur resserrée = valeur du groupe + part gardée × écart au groupe ; part gardée = variance "
                    "entre communes ÷ (variance entre communes + variance due à la taille)"
                ),
            ),
        ),
        units=N_("Unité de l'indicateur ; la part gardée va de 0 à 1."),
        source=N_("Efron et Morris, 1975 et 1977 ; Morris, Journal of the American Statistical Association 78, 1983."),
        limits=(N_("Sert à comparer ; la valeur publiée reste celle qui est montrée."),),
        example=_shrinkage,
        explains=(shrinkage.empirical_bayes, shrinkage.james_stein),
    ),
)
