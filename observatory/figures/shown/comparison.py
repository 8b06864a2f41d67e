"""The figures of Comparaison: the same rows on a line, on a map and by size, and the comparable communes."""

from collections.abc import Iterator

from observatory.answers import catalogue, territories
from observatory.answers.comparison import Comparison, compare
from observatory.answers.contract import Question
from observatory.answers.conventions import convention, size_bounds
from observatory.answers.funnel import spread
from observatory.answers.peers import FEATURES, Comparable
from observatory.answers.peers import comparable as comparable_to
from observatory.answers.territories import departement_of, epci_of
from observatory.errors import QuestionRefused
from observatory.figures.comparison import distribution_chart, map_chart
from observatory.figures.peers import comparable_chart, funnel_chart
from observatory.figures.shown.contract import Figure, Shown, Subject
from observatory.figures.shown.unnamed import quiet, told, unnamed, unnamed_comparable, unnamed_spread
from observatory.indicators import Measure, indicator
from observatory.territory import Kind, Territory, parse_territory
from observatory.wording import readings
from observatory.wording.language import N_

MEASURES = ("energy_per_inhabitant", "energy", "emissions_per_inhabitant", "emissions", "renewable_production")
SECTORS = ("residential", "tertiary", "industry", "agriculture", "road_transport")
STEP, STEPS = 4, 3  # of the numbers of comparable communes to choose from


def measure(subject: Subject) -> str:
    """The indicator compared: residential use per inhabitant first."""
    wanted = subject.view.option("mesure")
    return wanted if wanted in MEASURES else MEASURES[0]


def of_energy(subject: Subject) -> bool:
    """Whether energy is compared, and not emissions."""
    return indicator(measure(subject)).numerator is Measure.ENERGY


def energies(subject: Subject) -> tuple[str, ...]:
    """The carriers that the data describe, the one that the comparison opens on first."""
    return catalogue.carriers(subject.snapshot, subject.view.source)


def per_inhabitant(subject: Subject) -> bool:
    """Whether what is compared is per inhabitant: a total follows size, and only size."""
    return indicator(measure(subject)).denominator is Measure.POPULATION


def usual_sector(subject: Subject) -> str:
    """The sector that the comparison opens on."""
    return "residential" if of_energy(subject) else "tous"


def around(subject: Subject) -> tuple[Territory, ...]:
    """The areas that the chosen territory belongs to, or itself."""
    place = subject.view.place
    if place.kind is not Kind.COMMUNE:
        return (place,)
    areas = (epci_of(subject.snapshot, place.key), departement_of(subject.snapshot, place.key))
    return tuple(area for area in areas if area is not None)


def area(subject: Subject) -> Territory:
    """Among whom: the area asked for where there is such a one, else the first around the territory."""
    return next(_areas(subject))


def _areas(subject: Subject) -> Iterator[Territory]:
    try:
        wanted = parse_territory(subject.view.option("zone"))
        territories.name(subject.snapshot, wanted)
    except QuestionRefused:
        pass
    else:
        if wanted.is_area:
            yield wanted
    yield from (*around(subject), Territory(Kind.FRANCE, ""))


def years(subject: Subject) -> tuple[int, ...]:
    """The years that the indicator has, the last first."""
    first, last = catalogue.years(subject.snapshot, measure(subject), source=subject.view.source)
    return tuple(range(last, first - 1, -1))


def year(subject: Subject) -> int:
    """The year compared: the one chosen where the indicator has it, else its last."""
    known = years(subject)
    return next((one for one in known if str(one) == subject.view.option("annee")), known[0])


def year_before(subject: Subject) -> int | None:
    """The year from which changes are told."""
    wanted = subject.view.option("depuis")
    return next((one for one in years(subject) if str(one) == wanted and one < year(subject)), None)


def size(subject: Subject) -> int | None:
    """The size class compared; None for all."""
    known = range(len(size_bounds(subject.snapshot)) + 1)
    return next((one for one in known if str(one) == subject.view.option("taille")), None)


def question(subject: Subject) -> Question:
    """What is asked of each commune of the area."""
    known = energies(subject)
    carrier = subject.view.option("energie") or known[0]
    sector = subject.view.option("secteur") or usual_sector(subject)
    return Question(
        indicator=measure(subject),
        territory=area(subject),
        carriers=(carrier,) if of_energy(subject) and carrier in known else (),
        sectors=(sector,) if sector in SECTORS and "sector" in indicator(measure(subject)).dimensions else (),
        source=subject.view.source,
    )


def compared(subject: Subject) -> Comparison:
    """The rows that the figures of this page show."""
    return compare(
        subject.snapshot,
        question(subject),
        year=year(subject),
        year_from=year_before(subject),
        by_epci=subject.view.option("par") == "epci",
        size=size(subject),
    )


def chosen(subject: Subject) -> str | None:
    """The key of the row of the chosen territory."""
    place = subject.view.place
    if subject.view.option("par") == "epci":
        own = epci_of(subject.snapshot, place.key) if place.kind is Kind.COMMUNE else place
        # EPCI are compared as they are today.
        return str(own.in_perimeter(None)) if own is not None and own.kind is Kind.EPCI else None
    return subject.commune


def distribution(subject: Subject) -> Shown | None:
    """All of them on one line, the chosen one named."""
    found, language = compared(subject), subject.language
    if found.frame["value"].drop_nulls().is_empty():
        return None
    if subject.names:
        return Shown(distribution_chart(found, chosen=chosen(subject), language=language), found.answer)
    rows = unnamed(found, chosen(subject), language)
    return Shown(quiet(distribution_chart(rows, chosen=chosen(subject), language=language, ends=False)), found.answer)


def on_map(subject: Subject) -> Shown | None:
    """The same values on the map, or the change where one is asked for."""
    found, language = compared(subject), subject.language
    if found.by_epci or found.frame["value"].drop_nulls().is_empty():
        return None
    rows = found if subject.names else unnamed(found, chosen(subject), language)
    geometry = subject.geometry
    made = map_chart(rows, chosen=chosen(subject), language=language, geometry=geometry, brief=True)
    return Shown(made if subject.names else quiet(made), found.answer)


def counts(subject: Subject) -> tuple[str, ...]:
    """The numbers of comparable communes to choose from."""
    least = int(convention(subject.snapshot, "comparable_minimum"))
    return tuple(str(count) for count in range(least, least + STEP * STEPS, STEP))


def taken_out(subject: Subject) -> tuple[str, ...]:
    """Communes that the reader took out; whatever else a link may say is dropped."""
    return tuple(code for code in subject.view.option("sans").split(",") if _is_commune(subject, code))


def _is_commune(subject: Subject, code: str) -> bool:
    try:
        territories.name(subject.snapshot, parse_territory(code))
    except QuestionRefused:
        return False
    return parse_territory(code).kind is Kind.COMMUNE


def neighbours(subject: Subject) -> Comparable:
    """The communes comparable to the chosen one, as the reader adjusted them."""
    view = subject.view
    wanted = view.option("voisines")
    asked = question(subject)
    return comparable_to(
        subject.snapshot,
        Question(asked.indicator, view.place, carriers=asked.carriers, sectors=asked.sectors, source=asked.source),
        year=year(subject),
        count=int(wanted) if wanted in counts(subject) else 0,
        features=(view.option("selon"),) if view.option("selon") in FEATURES else (),
        without=taken_out(subject),
    )


def comparable(subject: Subject) -> Shown | None:
    """The chosen commune beside its nearest."""
    if subject.commune is None or not per_inhabitant(subject):
        return None
    found = neighbours(subject)
    if subject.names:
        return Shown(comparable_chart(found, language=subject.language), found.pool.answer)
    rows = unnamed_comparable(found, subject.language)
    made = quiet(comparable_chart(rows, language=subject.language))
    return Shown(told(made, _place_among(rows, subject.language)), found.pool.answer)


def _place_among(found: Comparable, language: str) -> str:
    """« Vous » takes no verb: the place among the others, as of a distribution."""
    own, middle = found.own.row(0, named=True), found.quartiles
    return readings.comparison(
        own["name"],
        own["value"],
        unit=found.pool.answer.unit,
        quartiles=(middle.first, middle.median, middle.third),
        communes=found.frame.height,
        language=language,
        high=own["high"],
    )


def by_size(subject: Subject) -> Shown | None:
    """Every commune by its inhabitants, between the limits that its size leads to expect."""
    compares = compared(subject)
    if compares.by_epci or not per_inhabitant(subject):
        return None
    found = spread(compares)
    if found is None:
        return None
    rows = found if subject.names else unnamed_spread(found, chosen(subject), subject.language)
    made = funnel_chart(rows, chosen=chosen(subject), language=subject.language)
    return Shown(made if subject.names else quiet(made), compares.answer)


FIGURES = (
    Figure("distribution", N_("Répartition des communes"), distribution, compares=True),
    Figure("comparable", N_("Communes comparables"), comparable, compares=True),
    Figure("funnel", N_("Communes selon leur taille"), by_size, compares=True),
    Figure("map", N_("Carte"), on_map, compares=True),
)
