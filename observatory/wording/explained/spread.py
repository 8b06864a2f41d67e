"""Cards of a group's spread: values apart, the band of half of the communes, and a score between two levels."""

from observatory.methods import outliers, quartiles, score
from observatory.wording.explained.contract import COMMUNE, Example, Formula, Method, Reader, Theme
from observatory.wording.language import N_

BUILDINGS = (1.0, 3.0, 3.0, 6.0, 8.0, 10.0, 10.0, 1000.0)
COMMUNES = (1.8, 2.0, 2.1, 2.4, 3.0)
LIMIT, AIM, LIGHTING = 90.0, 60.0, 75.0


def _outliers(reader: Reader) -> Example:
    bounds = outliers.mad_bounds(BUILDINGS)
    scores = outliers.modified_z(BUILDINGS)
    apart = outliers.outliers(BUILDINGS)
    headers = (reader.t("Valeur"), reader.t("Score z modifié"), reader.t("À part"))
    rows = tuple(
        (
            reader.n(value, 0),
            reader.n(float(scores[at]), 2, signed=True),
            reader.t("oui") if apart[at] else reader.t("non"),
        )
        for at, value in enumerate(BUILDINGS)
    )
    words = reader.t(
        "Médiane {median} ; écart absolu médian, ramené à un écart type, {mad} ; à trois écarts, de {low} à {high}.",
        median=reader.n(bounds.median, 0),
        mad=reader.n(bounds.mad, 2),
        low=reader.n(bounds.low, 2),
        high=reader.n(bounds.high, 2),
    )
    return Example(headers, rows, (words,), texts=frozenset({2}))


def _quartiles(reader: Reader) -> Example:
    minimum = int(reader.threshold("peers_minimum"))
    found = quartiles.quartiles(COMMUNES, minimum=minimum)
    rows = tuple(
        (reader.t("Commune {letter}", letter=chr(ord("A") + at)), reader.n(value, 1))
        for at, value in enumerate(COMMUNES)
    )
    if found is None:
        words = reader.t("Pas de quartile : il faut au moins {minimum} communes.", minimum=minimum)
    else:
        words = reader.t(
            "La moitié des communes est entre {first} et {third} ; la médiane est {median}. En dessous de {minimum} "
            "communes, rien n'est donné.",
            first=reader.n(found.first, 1),
            third=reader.n(found.third, 1),
            median=reader.n(found.median, 1),
            minimum=minimum,
        )
    return Example((reader.t("Commune"), reader.t("MWh par habitant")), rows, (words,))


def _score(reader: Reader) -> Example:
    found = score.score(LIGHTING, limit=LIMIT, target=AIM)
    rows = (
        (reader.t("Valeur limite"), reader.n(LIMIT, 0)),
        (reader.t("Valeur cible"), reader.n(AIM, 0)),
        (reader.t("Éclairage public de la commune"), reader.n(LIGHTING, 0)),
    )
    words = reader.t("Score : {score} (0 à la limite, 1 à la cible).", score=reader.n(found, 2))
    return Example((reader.t(COMMUNE), reader.t("kWh par habitant et par an")), rows, (words,))


METHODS = (
    Method(
        key="outliers",
        theme=Theme.COMPARISON,
        name=N_("Valeurs à part (écart absolu médian)"),
        answers=N_("Quelles valeurs méritent d'être vérifiées avant d'être commentées ?"),
        formulas=(
            Formula(
                r"z_i = 0.6745\,\frac{x_i - \operatorname{med}(x)}{\operatorname{MAD}(x)} \qquad |z_i| > c",
                N_(
                    "score z modifié = 0,6745 × (valeur − médiane) ÷ écart absolu médian ; la valeur est à part si "
                    "son score dépasse {far} dans un sens ou dans l'autre"
                ),
            ),
        ),
        units=N_("Sans unité ; les bornes sont dans l'unité des valeurs."),
        source=N_(
            "Iglewicz et Hoaglin, 1993 (score) ; Leys et al., Journal of Experimental Social Psychology 49, 2013 "
            "(bornes)."
        ),
        limits=(
            N_("Une valeur à part est montrée comme telle, jamais retirée : elle peut être vraie."),
            N_(
                "Si plus de la moitié des valeurs sont égales, l'écart absolu moyen prend la place de l'écart absolu "
                "médian."
            ),
        ),
        example=_outliers,
        explains=(outliers.modified_z, outliers.mad_bounds, outliers.outliers),
        params={"far": outliers.FAR},
    ),
    Method(
        key="quartiles",
        theme=Theme.COMPARISON,
        name=N_("Quartiles"),
        answers=N_("Entre quelles valeurs se trouve la moitié des communes ?"),
        formulas=(
            Formula(
                r"Q(p) = x_{(j)} + (h - j)\,\bigl(x_{(j+1)} - x_{(j)}\bigr) \qquad "
                r"h = (n - 1)\,p + 1,\; j = \lfloor h \rfloor",
                N_(
                    "valeurs rangées ; un quart est au plus au premier quartile, la moitié à la médiane, trois quarts "
                    "au troisième"
                ),
            ),
        ),
        units=N_("Unité de l'indicateur."),
        source=N_("Hyndman et Fan, The American Statistician 50, 1996, type 7."),
        limits=(N_("Trop peu de communes : aucun quartile. Le nombre minimal est une convention de l'observatoire."),),
        example=_quartiles,
        explains=(quartiles.quartiles,),
    ),
    Method(
        key="score",
        theme=Theme.COMPARISON,
        name=N_("Score entre une valeur limite et une valeur cible"),
        answers=N_("Où se place une valeur entre ce qu'il ne faut pas dépasser et ce que l'on vise ?"),
        formulas=(
            Formula(
                r"s = \min\Bigl(1,\, \max\Bigl(0,\, \frac{v - L}{C - L}\Bigr)\Bigr)",
                N_("score = (valeur − limite) ÷ (cible − limite), ramené entre 0 et 1"),
            ),
        ),
        units=N_("Sans unité, de 0 (à la limite ou au-delà) à 1 (à la cible ou au-delà)."),
        source=N_("ADEME, référentiel Territoires en transitions, « valeur limite » et « valeur cible »."),
        limits=(N_("Deux scores ne se comparent que pour le même indicateur et les mêmes bornes."),),
        example=_score,
        explains=(score.score,),
    ),
)
