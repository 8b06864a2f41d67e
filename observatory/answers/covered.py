"""Which communes a figure covers, carrier by carrier, and the inhabitants that a rate divides by."""

from collections.abc import Sequence

import polars as pl

from observatory.answers import epci_perimeters, territories
from observatory.answers.contract import Coverage, Note, Perimeter, Place, Question
from observatory.answers.perimeter import Chosen, published_by
from observatory.store import totals
from observatory.store.snapshots import Snapshot


def perimeter(snapshot: Snapshot, question: Question, chosen: Chosen, years: Sequence[int]) -> Perimeter:
    """What a figure covers, among the communes of the territory and their inhabitants of the last year shown."""
    communes = totals.members(snapshot, question.territory)
    people = None
    if question.territory.is_area and years:
        people, _ = territories.inhabitants(snapshot, question.territory, [years[-1]])
    split = chosen.carriers if "carrier" in question.by else ()
    by_carrier = {carrier: _coverage(chosen.of(carrier), people) for carrier in split}
    whole = _coverage(chosen, people)
    left = communes.filter(pl.col("insee_code").is_in({commune for commune, _ in chosen.lacking}))
    return Perimeter(
        carriers=chosen.carriers,
        carriers_left_out=chosen.partly | chosen.apart,
        never_published=_never_published(snapshot, question, chosen),
        communes_covered=whole.communes,
        communes_total=communes.height,
        communes_left_out=tuple(Place(*row) for row in left.select("insee_code", "name").rows()),
        inhabitants_share=whole.inhabitants_share,
        by_carrier=by_carrier,
        areal=whole.areal,
        epci_year=epci_perimeters.year(snapshot, question.territory),
    )


def inhabitants(
    snapshot: Snapshot, question: Question, chosen: Chosen, years: Sequence[int], *, per: Sequence[str] = ()
) -> tuple[pl.DataFrame, list[Note]]:
    """Inhabitants that each sum is divided by. Grain: year × `per` (among carrier, insee_code).

    Those of the communes that the sum adds; of what networks deliver, those of the whole area: the communes that they
    are attached to are not those that they serve.
    """
    people, census_notes = territories.inhabitants(snapshot, question.territory, years)
    by_carrier = [column for column in per if column == "carrier"]
    counted = chosen.commune_years(*by_carrier)
    if chosen.is_areal or by_carrier:
        everyone = people.select("insee_code").unique()
        counted = pl.concat([counted, chosen.network_years(*by_carrier).join(everyone, how="cross")], how="diagonal")
    joined = counted.join(people, on=["insee_code", "year"])
    return joined.group_by("year", *per).agg(pl.col("inhabitants").sum()), census_notes


def _coverage(chosen: Chosen, people: pl.DataFrame | None) -> Coverage:
    codes = chosen.communes
    if people is None or chosen.is_areal:
        return Coverage(len(codes), None, chosen.is_areal)
    inside = float(people.filter(pl.col("insee_code").is_in(codes))["inhabitants"].sum())
    whole = float(people["inhabitants"].sum())
    return Coverage(len(codes), inside / whole if whole else 0.0)


def _never_published(snapshot: Snapshot, question: Question, chosen: Chosen) -> tuple[str, ...]:
    if "energy" not in question.indicator:
        return ()
    published = set(published_by(totals.published_years(snapshot, "energy"), only=question.source)["carrier"])
    return tuple(
        sorted((published & set(question.carriers or published)) - {*chosen.carriers, *chosen.partly, *chosen.apart})
    )
