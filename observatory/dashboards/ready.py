"""Ready dashboards, by theme and by moment: one entry each, filled for the territory chosen.

A screen is here only if the data that the observatory holds can say it of any territory that has them; where a
territory has nothing to show on a screen, the screen is left out and named.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from observatory.answers.change import comparable_years
from observatory.dashboards.contract import Dashboard, Screen, Theme
from observatory.errors import QuestionRefused
from observatory.figures.chart import Kind
from observatory.figures.shown import FIGURE, Shown, Subject, figure_of
from observatory.store import totals
from observatory.territory import Kind as TerritoryKind
from observatory.view import View
from observatory.wording.language import N_, translate

Of = Literal["commune", "area", "any"]


@dataclass(frozen=True)
class Slot:
    """One screen to fill: its title, its page and figure, and the fields and options of its view."""

    title: str
    page: str
    figure: str
    view: Mapping[str, Any] = field(default_factory=dict)
    of: Of = "any"
    unbroken: bool = False  # whether only the years that no break cuts are shown: on a wall, causes take the room


@dataclass(frozen=True)
class Ready:
    """A ready dashboard: what it is for, in one sentence, and its screens in order."""

    key: str
    title: str
    purpose: str
    theme: Theme
    slots: tuple[Slot, ...]
    of: Of = "any"


@dataclass(frozen=True)
class Filled:
    """A dashboard of one territory, and the titles of the screens that it has nothing to show on."""

    dashboard: Dashboard
    left_out: tuple[str, ...]


ELECTRICITY = {"carriers": ("electricity",)}
GAS = {"carriers": ("gas",)}
EMISSIONS = {"indicator": "emissions"}

OUR_ELECTRICITY = Slot(N_("L'électricité de tout le territoire"), "tendances", "trend", ELECTRICITY)
OUR_GAS = Slot(N_("Le gaz de tout le territoire"), "tendances", "trend", GAS)
WHO_USES = Slot(N_("Qui consomme ?"), "vue-d-ensemble", "shares_energy")
WHO_EMITS = Slot(N_("Qui émet ?"), "vue-d-ensemble", "shares_emissions")
BY_SECTOR = Slot(N_("Secteur par secteur"), "tendances", "parts", ELECTRICITY, unbroken=True)
WHY = Slot(N_("Ce qui explique l'évolution des logements"), "tendances", "explained", ELECTRICITY)
AMONG = Slot(N_("Les logements, commune par commune"), "comparaison", "distribution")
GAS_AMONG = Slot(N_("Le gaz des logements, commune par commune"), "comparaison", "distribution", {"energie": "gas"})
COMPARABLE = Slot(N_("À côté des communes comparables"), "comparaison", "comparable", of="commune")
BESIDE = Slot(N_("À côté de l'EPCI et du département"), "tendances", "beside", of="commune", unbroken=True)
BY_SIZE = Slot(N_("Ce qui tient à la taille, et ce qui ne tient pas au hasard"), "comparaison", "funnel")
ON_THE_MAP = Slot(N_("La carte"), "vue-d-ensemble", "map")
TARGET = Slot(N_("L'objectif délibéré"), "objectifs", "progress")
BY_EPCI = {"par": "epci"}

READY = (
    Ready(
        "mobilisation",
        N_("Mobilisation : où en sommes-nous ?"),
        N_("Ce qui se consomme et s'émet sur le territoire, par qui, et ce qui a changé."),
        Theme.MOBILISATION,
        (OUR_ELECTRICITY, OUR_GAS, WHO_USES, WHO_EMITS, WHY, ON_THE_MAP),
    ),
    Ready(
        "implication",
        N_("Implication communale : et nous ?"),
        N_("Chaque commune à sa place parmi les autres, sans nom au mur : « et nous ? » en montre une seule."),
        Theme.INVOLVEMENT,
        (AMONG, GAS_AMONG, COMPARABLE, BY_SIZE, ON_THE_MAP),
    ),
    Ready(
        "suivi",
        N_("Évaluation et suivi : tenons-nous le rythme ?"),
        N_("L'objectif délibéré s'il y en a un, les séries qui le suivent et ce qui les explique."),
        Theme.FOLLOW_UP,
        (TARGET, OUR_ELECTRICITY, OUR_GAS, WHY, BESIDE, BY_SECTOR),
    ),
    Ready(
        "adaptation",
        N_("Adaptation : ce qui a déjà changé"),
        N_("Chaleurs, nuits tropicales et besoins de chauffage, tels que les stations voisines les ont mesurés."),
        Theme.ADAPTATION,
        (
            Slot(N_("Jours de très forte chaleur"), "tendances", "climate.hot_days"),
            Slot(N_("Nuits tropicales"), "tendances", "climate.tropical_nights"),
            Slot(N_("Besoin de chauffage"), "tendances", "climate.degree_days"),
            WHY,
        ),
    ),
    Ready(
        "bilan",
        N_("Bilan annuel d'une commune"),
        N_("Une année de plus : ce qui a été consommé, pourquoi, et à côté de qui."),
        Theme.FOLLOW_UP,
        (OUR_ELECTRICITY, OUR_GAS, WHO_USES, WHO_EMITS, WHY, BESIDE, COMPARABLE, TARGET),
        of="commune",
    ),
    Ready(
        "epci",
        N_("Comparaison d'EPCI"),
        N_("Les EPCI d'un département côte à côte, par habitant."),
        Theme.INVOLVEMENT,
        (
            Slot(N_("L'électricité des logements, EPCI par EPCI"), "comparaison", "distribution", BY_EPCI),
            Slot(
                N_("Le gaz des logements, EPCI par EPCI"), "comparaison", "distribution", BY_EPCI | {"energie": "gas"}
            ),
            Slot(
                N_("Les émissions, EPCI par EPCI"),
                "comparaison",
                "distribution",
                BY_EPCI | {"mesure": "emissions_per_inhabitant"},
            ),
            WHO_EMITS,
            ON_THE_MAP,
        ),
        of="area",
    ),
    Ready(
        "portrait",
        N_("Portrait de territoire"),
        N_("Pour faire connaissance : énergies, secteurs, émissions, carte."),
        Theme.MOBILISATION,
        (
            ON_THE_MAP,
            OUR_ELECTRICITY,
            OUR_GAS,
            Slot(N_("Par quelles énergies ?"), "vue-d-ensemble", "shares_carrier"),
            WHO_USES,
            WHO_EMITS,
            AMONG,
        ),
    ),
)


def ready(key: str) -> Ready:
    """The ready dashboard of that key. Raises QuestionRefused `dashboard_unknown`."""
    for one in READY:
        if one.key == key:
            return one
    raise QuestionRefused("dashboard_unknown")


def offered(*, area: bool) -> tuple[Ready, ...]:
    """Those made for an area, or for a commune."""
    return tuple(one for one in READY if _is_for(one.of, area=area))


def fill(one: Ready, subject: Subject) -> Filled:
    """The dashboard for the territory of a view, over its data."""
    language, view = subject.language, subject.view
    kept, left_out = [], []
    for slot in one.slots:
        if not _is_for(slot.of, area=view.place.is_area):
            continue
        title = translate(slot.title, language)
        view_of_slot = _view(slot, subject)
        made = _figure(replace(subject, view=view_of_slot))
        if made is None:
            left_out.append(title)
            continue
        years = comparable_years(made.answer) if slot.unbroken and made.answer is not None else ()
        kept.append(Screen(view=view_of_slot.but(years=(years[0], years[-1])) if years else view_of_slot, title=title))
    title = translate(one.title, language)
    return Filled(Dashboard(title=title, theme=one.theme, screens=tuple(kept)), tuple(left_out))


def _is_for(of: Of, *, area: bool) -> bool:
    return of in {"any", "area" if area else "commune"}


def _view(slot: Slot, subject: Subject) -> View:
    """The view of a slot: the territory and the language of the reader, and nothing else of what was looked at."""
    blank = View(page=slot.page, territory=subject.view.territory, language=subject.view.language)
    filled = blank.but(**slot.view, **{FIGURE: slot.figure})
    if filled.option("par") != "epci" or blank.place.kind is not TerritoryKind.EPCI:
        return filled
    return filled.but(zone=f"dep:{totals.members(subject.snapshot, blank.place)['departement'][0]}")


def _figure(subject: Subject) -> Shown | None:
    """The figure, where there is one to see."""
    try:
        made = figure_of(subject)
    except QuestionRefused:
        return None
    if made is None or not made.chart.series:
        return None
    is_alone = made.chart.kind is Kind.STRIP and not made.chart.marks  # too few to have quartiles, and to be compared
    return None if is_alone else made
