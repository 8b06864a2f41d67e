"""Cards of the trajectories: how a target asks something of every year, from its baseline to its milestones."""

from observatory.targets import ceiling, floor, reduction
from observatory.targets.contract import Baseline, Milestone, Shape, Target, Trajectory
from observatory.vocabulary import Scope
from observatory.wording.explained.contract import COMMUNE, Example, Formula, Method, Reader, Theme
from observatory.wording.language import N_

FIRST, DUE, BASE, CUT = 2012, 2030, 100.0, -0.20  # « −20 % en 2030 par rapport à 2012 », from 100 GWh
READ = (2020, 2025)


def path_of(shape: Shape, *, first: int = FIRST, cut: float = CUT) -> Trajectory:
    """The path of the target that the examples share: −20 % in 2030 of the 100 GWh of the first year."""
    target = Target(
        scope=Scope.TERRITOIRE,
        territory="exemple",
        indicator="energy",
        kind="reduction",
        milestones=(Milestone(year=DUE, value=cut, relative=True),),
        baseline=Baseline(first=first, last=first),
        path=shape,
    )
    return reduction.trajectory(target, BASE)


def voted_rows(reader: Reader) -> tuple[tuple[str, ...], ...]:
    """What the example's council voted, as rows of a table."""
    return (
        (reader.t("Consommation de l'année de référence, {year}", year=FIRST), reader.n(BASE, 0, "GWh")),
        (reader.t("Objectif de {year}", year=DUE), reader.percent(CUT * 100, 0)),
    )


def _read(reader: Reader, shape: Shape) -> Example:
    path = path_of(shape)
    levels = [
        reader.t("{amount} en {year}", amount=reader.n(path.at(year), 1, "GWh"), year=year) for year in (*READ, DUE)
    ]
    headers = (reader.t(COMMUNE), reader.t("Valeur"))
    return Example(
        headers, voted_rows(reader), (reader.t("Le chemin passe par {levels}.", levels=reader.list(levels)),)
    )


def _linear(reader: Reader) -> Example:
    return _read(reader, Shape.LINEAR)


def _constant_rate(reader: Reader) -> Example:
    return _read(reader, Shape.CONSTANT_RATE)


def _stair(reader: Reader) -> Example:
    milestones = ((2025, 5000.0), (2030, 4500.0))
    target = Target(
        scope=Scope.TERRITOIRE,
        territory="exemple",
        indicator="energy",
        kind="ceiling",
        milestones=tuple(Milestone(year=year, value=value, relative=False) for year, value in milestones),
    )
    path = ceiling.trajectory(target, None)
    rows = tuple(
        (reader.t("Ne pas dépasser, jusqu'en {year}", year=year), reader.n(value, 0, "MWh"))
        for year, value in milestones
    )
    words = reader.t(
        "Plafond de {early} en 2024, puis de {late} dès 2026.",
        early=reader.n(path.at(2024), 0, "MWh"),
        late=reader.n(path.at(2026), 0, "MWh"),
    )
    return Example((reader.t(COMMUNE), reader.t("Valeur")), rows, (words,))


METHODS = (
    Method(
        key="trajectory_linear",
        theme=Theme.TARGETS,
        name=N_("Trajectoire linéaire"),
        answers=N_("Quel niveau l'objectif demande-t-il chaque année, si l'effort est le même tous les ans ?"),
        formulas=(
            Formula(
                r"T(y) = v_0 + (v_1 - v_0)\,\frac{y - y_0}{y_1 - y_0}",
                N_(
                    "niveau de l'année = niveau de départ + (niveau visé − niveau de départ) × part du temps écoulée "
                    "entre les deux étapes"
                ),
            ),
        ),
        units=N_("Dans l'unité de l'indicateur (MWh, tCO₂e…). Même quantité en moins, ou en plus, chaque année."),
        source=N_(
            "Interpolation linéaire, de l'année de référence à chaque étape. Chemin par défaut de l'observatoire, "
            "parce qu'il est lisible."
        ),
        limits=(
            N_("Rien n'est demandé avant l'année de référence ; après la dernière étape, son niveau reste demandé."),
            N_("C'est un repère de suivi : une délibération fixe des étapes, rarement le chemin entre elles."),
        ),
        example=_linear,
        explains=(reduction.trajectory, Trajectory.at),
        kinds=(reduction.KIND, floor.KIND),
    ),
    Method(
        key="trajectory_constant_rate",
        theme=Theme.TARGETS,
        name=N_("Trajectoire à taux constant"),
        answers=N_(
            "Quel niveau l'objectif demande-t-il chaque année, si la baisse est du même pourcentage tous les ans ?"
        ),
        formulas=(
            Formula(
                r"T(y) = v_0 \left(\frac{v_1}{v_0}\right)^{\frac{y - y_0}{y_1 - y_0}}",
                N_(
                    "niveau de l'année = niveau de départ × (niveau visé ÷ niveau de départ), élevé à la part du temps "
                    "écoulée entre les deux étapes"
                ),
            ),
        ),
        units=N_("Dans l'unité de l'indicateur ; les rythmes se lisent en pourcentage par an."),
        source=N_("Taux annuel moyen (interpolation géométrique), choisi au moment de saisir l'objectif."),
        limits=(
            N_("Demande davantage les premières années que la trajectoire linéaire."),
            N_("Impossible vers zéro ou à partir de zéro : aucun pourcentage n'y mène."),
        ),
        example=_constant_rate,
        explains=(reduction.trajectory, Trajectory.at),
        kinds=(reduction.KIND, floor.KIND),
    ),
    Method(
        key="trajectory_stair",
        theme=Theme.TARGETS,
        name=N_("Plafond par paliers"),
        answers=N_("Quel niveau ne faut-il pas dépasser cette année ?"),
        formulas=(
            Formula(
                r"T(y) = v_k, \qquad y_{k-1} < y \le y_k",
                N_("niveau de l'année = niveau de la prochaine étape, qui vaut jusqu'à son année"),
            ),
        ),
        units=N_("Dans l'unité de l'indicateur."),
        source=N_("Lecture de l'observatoire : un plafond vaut tout de suite et ne descend qu'à son échéance."),
        limits=(N_("Aucun chemin entre deux paliers : une année d'avance ou de retard ne se voit pas."),),
        example=_stair,
        explains=(ceiling.trajectory,),
        kinds=(ceiling.KIND,),
    ),
)
