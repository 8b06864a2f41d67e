"""The figures of Vue d'ensemble: the map of the area, and the parts of the totals."""

from dataclasses import replace
from functools import partial

from observatory.answers.comparison import compare
from observatory.answers.contract import Answer
from observatory.answers.glance import ENERGIES
from observatory.answers.glance import parts as parts_of
from observatory.answers.indicator import answer
from observatory.answers.territories import epci_of
from observatory.figures.comparison import map_chart
from observatory.figures.overview import shares_chart
from observatory.figures.shown.contract import Figure, Shown, Subject
from observatory.figures.shown.unnamed import quiet, unnamed
from observatory.territory import Territory
from observatory.wording.language import N_, translate

MOSTLY = 0.5  # of the communes: a map that colours fewer is not the one to open on
MAPS = {
    "electricite": N_("Électricité résidentielle par habitant"),
    "emissions": N_("Émissions par habitant"),
}


def mapped(subject: Subject) -> dict[str, Answer]:
    """What a map of the area's communes can show; first what most of them have."""
    place = area(subject)
    if place is None:
        return {}
    shared = subject.asked(territory=place, carriers=(), sectors=(), source=None, by=())
    known = {
        "electricite": replace(
            shared, indicator="energy_per_inhabitant", carriers=("electricity",), sectors=("residential",)
        ),
        "emissions": replace(shared, indicator="emissions_per_inhabitant", years=None),
    }
    answers = {key: answer(subject.snapshot, one) for key, one in known.items()}
    found = {key: one for key, one in answers.items() if not one.frame.is_empty()}
    return dict(sorted(found.items(), key=lambda item: not _covers_most(item[1])))


def _covers_most(known: Answer) -> bool:
    return known.perimeter.communes_covered >= MOSTLY * known.perimeter.communes_total


def area(subject: Subject) -> Territory | None:
    """The area whose communes are drawn: the territory, or the EPCI of a commune."""
    return epci_of(subject.snapshot, subject.commune) if subject.commune else subject.view.place


def on_map(subject: Subject) -> Shown | None:
    """What the communes have per inhabitant: residential electricity, or emissions."""
    answers = mapped(subject)
    if not answers:
        return None
    wanted = subject.view.option("carte")
    key = wanted if wanted in answers else next(iter(answers))
    known = answers[key]
    last = int(known.frame["year"].max())  # type: ignore[arg-type]
    found = compare(subject.snapshot, known.question, year=last)
    rows = found if subject.names else unnamed(found, subject.commune, subject.language)
    made = map_chart(
        rows,
        chosen=subject.commune,
        language=subject.language,
        geometry=subject.geometry,
        title=translate(MAPS[key], subject.language),
    )
    return Shown(made if subject.names else quiet(made), found.answer)


def part(key: str, subject: Subject) -> Shown | None:
    """The parts of the last year's total: of the energies, of the sectors of energy, of those of emissions."""
    energy = subject.asked(indicator="energy", carriers=ENERGIES, sectors=(), source=None)
    emissions = subject.asked(indicator="emissions", carriers=(), sectors=(), source=None)
    found = parts_of(subject.snapshot, energy=energy, emissions=emissions).get(key)
    if found is None:
        return None
    dimension, known = found
    return Shown(shares_chart(known, dimension, language=subject.language), known)


PARTS = (
    Figure("shares_carrier", N_("Énergies de la dernière année"), partial(part, "carrier")),
    Figure("shares_energy", N_("Énergie par secteur, dernière année"), partial(part, "energy")),
    Figure("shares_emissions", N_("Émissions par secteur"), partial(part, "emissions")),
)
FIGURES = (Figure("map", N_("Carte"), on_map, compares=True), *PARTS)
