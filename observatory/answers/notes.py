"""What a reader must know beside a figure, as codes and parameters."""

from collections.abc import Sequence

import polars as pl

from observatory.answers import epci_perimeters
from observatory.answers.contract import GasBasis, Note, Question
from observatory.answers.facts import PRODUCTION, fact_of
from observatory.answers.mapped import mapped, titled
from observatory.answers.perimeter import AREAL, Chosen, published_by
from observatory.indicators import Measure, indicator
from observatory.store import totals
from observatory.store.snapshots import Snapshot
from observatory.territory import Kind
from observatory.vocabulary import RENEWABLE_TECHNOLOGIES

# Bouvesse-Quirieu and Montalieu-Vercieu: the same cement works seems to stand in both (718,766 t and 712,502 t).
CEMENT_NEIGHBOURS = ("38054", "38247")
NETWORKS = "sdes_heat_networks"


def of_series(
    snapshot: Snapshot,
    question: Question,
    chosen: Chosen,
    sums: pl.DataFrame,
    years: Sequence[int],
    gas: GasBasis | None,
    *,
    young: pl.DataFrame,
) -> tuple[Note, ...]:
    """Notes of one answer, from the most important to the least; `young` as `years_to_confirm` gives it."""
    found = _of_perimeter(snapshot, question, chosen)
    found += [Note(_of_gas(snapshot, chosen, gas))] if gas else []
    found += _of_secrecy(sums, bounded=fact_of(question.indicator) != PRODUCTION)
    found += _of_vintages(snapshot, _used(snapshot, question, chosen, years), young)
    match fact_of(question.indicator):
        case "emissions":
            found += _of_emissions(snapshot, question, years)
        case "production":
            found += _of_production(snapshot, question, chosen, years)
        case _:
            found += _of_networks(snapshot, question)
    return tuple(found)


def _of_gas(snapshot: Snapshot, chosen: Chosen, gas: GasBasis) -> str:
    """The basis that gas is shown in, and whether it is its publisher's own: an adviser's table may be in PCI."""
    own = [mapped(snapshot).get(source) for source, carrier in chosen.sources if carrier == "gas"]
    if any(table is not None and table.gas == "pci" for table in own):
        return f"gas_{gas}_from_pci"
    return f"gas_{gas}"


def _of_perimeter(snapshot: Snapshot, question: Question, chosen: Chosen) -> list[Note]:
    found = epci_perimeters.notes(snapshot, question.territory)
    found += [
        Note("carrier_left_out", {"carrier": carrier, "years": list(years)})
        for carrier, years in chosen.partly.items()
        if years
    ]
    found += [Note("carrier_other_years", {"carrier": one, "years": list(at)}) for one, at in chosen.elsewhere.items()]
    found += [Note("networks_apart", {"carriers": sorted(chosen.apart)})] if chosen.apart else []
    found += _never_published(snapshot, question)
    found += _left_out(snapshot, question, chosen)
    if chosen.set_aside:
        kept = [titled(snapshot, key) for key in sorted({source for source, _ in chosen.sources})]
        others = [titled(snapshot, key) for key in chosen.set_aside]
        found.append(Note("source_precedence", {"kept": kept, "others": others}))
    return found


def _left_out(snapshot: Snapshot, question: Question, chosen: Chosen) -> list[Note]:
    """The communes dropped, with the carriers of which some year lacks: each by itself where they are not summed."""
    carriers = sorted({carrier for _, carrier in chosen.lacking})
    grouped = [{one} for one in carriers] if "carrier" in question.by else [set(carriers)] if carriers else []
    found = []
    for group in grouped:
        codes = sorted({commune for commune, carrier in chosen.lacking if carrier in group})
        known = totals.members(snapshot, question.territory).filter(pl.col("insee_code").is_in(codes))
        named = {"carriers": sorted(group)} if group != {""} else {}
        found.append(Note("communes_left_out", {"count": known.height, "names": known["name"].to_list(), **named}))
    return found


def _never_published(snapshot: Snapshot, question: Question) -> list[Note]:
    """Carriers that a source has elsewhere and never for this commune: not served, or not published; no gap."""
    if question.territory.kind is not Kind.COMMUNE or indicator(question.indicator).numerator is not Measure.ENERGY:
        return []
    here = totals.presence(snapshot, "energy", question.territory)
    published = published_by(totals.published_years(snapshot, "energy"), only=question.source)
    published = published.filter(~pl.col("source").is_in(AREAL))
    absent = sorted(set(published["carrier"]) & set(question.carriers or published["carrier"]) - set(here["carrier"]))
    name = totals.members(snapshot, question.territory)["name"]
    return [Note("carrier_never_published", {"carrier": carrier, "name": name[0]}) for carrier in absent]


def _of_secrecy(sums: pl.DataFrame, *, bounded: bool) -> list[Note]:
    """What is hidden; `bounded` where the order of magnitude of it is known."""
    cells, rejected, unflagged = (int(sums[name].sum()) for name in ("withheld_cells", "rejected_rows", "unflagged"))
    found = [Note("secrecy_band" if bounded else "secrecy_lower_bound", {"cells": cells})] if cells else []
    if unflagged:
        hidden = sums.filter(pl.col("unflagged") > 0)
        years = hidden["year"].unique().sort().to_list()
        carriers = hidden["carrier"].unique().sort().to_list()
        found.append(Note("withheld_unflagged", {"count": unflagged, "carriers": carriers, "years": years}))
    return found + ([Note("rejected_rows", {"count": rejected})] if rejected else [])


def _of_vintages(snapshot: Snapshot, used: pl.DataFrame, young: pl.DataFrame) -> list[Note]:
    """Communes merged since, and a year that its vintage is too young to know whole."""
    found = []
    merged = used.drop_nulls("merged_from").select("insee_code", "merged_from").unique().sort("insee_code")
    if not merged.is_empty():
        codes = {code for text in merged["merged_from"] for code in text.split(",")}
        found.append(
            Note("merged_communes", {"merged": merged.rows(), "count": len(codes), **_names(snapshot, merged)})
        )
    dated = {(year, vintage) for _, year, vintage in young.rows()}
    found += [Note("year_to_confirm", {"year": year, "vintage": vintage}) for year, vintage in sorted(dated)]
    return found


def years_to_confirm(snapshot: Snapshot, question: Question, chosen: Chosen, years: Sequence[int]) -> pl.DataFrame:
    """The years that their file, dated of a month, is too young to know whole. Grain: carrier × year × vintage."""
    used = _used(snapshot, question, chosen, years)
    young = used.filter(
        pl.col("vintage").str.contains("-", literal=True),
        pl.col("year") >= pl.col("vintage").str.slice(0, 4).cast(pl.Int32, strict=False),
    )
    if young.is_empty():
        return pl.DataFrame(schema={"carrier": pl.String, "year": pl.Int32, "vintage": pl.String})
    pairs = pl.DataFrame(chosen.sources, schema={"source": pl.String, "carrier": pl.String}, orient="row")
    return young.join(pairs, on="source").select("carrier", "year", "vintage").unique().sort("carrier", "year")


def _used(snapshot: Snapshot, question: Question, chosen: Chosen, years: Sequence[int]) -> pl.DataFrame:
    span = (min(years, default=0), max(years, default=0))
    used = totals.vintages(snapshot, fact_of(question.indicator), question.territory, span)
    return used.filter(pl.col("source").is_in([source for source, _ in chosen.sources]))


def _names(snapshot: Snapshot, merged: pl.DataFrame) -> dict[str, list[str]]:
    """« former name → name of today », for the sentence."""
    codes = pl.Series([code for text in merged["merged_from"] for code in text.split(",")], dtype=pl.String)
    former = totals.table(snapshot, "former_codes").filter(pl.col("former_code").is_in(codes.implode()))
    current = totals.table(snapshot, "communes").select("insee_code", current="name")
    labels = former.join(current, on="insee_code").select(label=pl.format("{} → {}", "name", "current"))
    return {"names": labels["label"].sort().to_list()}


def _of_emissions(snapshot: Snapshot, question: Question, years: Sequence[int]) -> list[Note]:
    here = totals.members(snapshot, question.territory)
    found = [Note("not_orcae"), Note("estimated_all")]
    found += [Note("one_year_only")] if len(years) == 1 else []
    found += [Note("imputed_sectors")]
    if not here.filter(pl.col("insee_code").is_in(CEMENT_NEIGHBOURS)).is_empty():
        both = totals.table(snapshot, "communes").filter(pl.col("insee_code").is_in(CEMENT_NEIGHBOURS))
        found.append(Note("cement_neighbours", {"names": both["name"].sort().to_list()}))
    return [*found, Note("non_additive_apart")]


def _of_production(snapshot: Snapshot, question: Question, chosen: Chosen, years: Sequence[int]) -> list[Note]:
    """Whose network it is, how many communes each end of the series has, and what is counted apart in the last year."""
    if not years:
        return []
    found = [Note("production_enedis_alone")]
    counted = chosen.commune_years()
    first, last = (counted.filter(pl.col("year") == year).height for year in (years[0], years[-1]))
    if first != last:
        ends = {"first": first, "year": years[0], "last": last, "end": years[-1]}
        found.append(Note("production_communes", ends))
    apart = totals.produced_apart(snapshot, question.territory, years[-1], RENEWABLE_TECHNOLOGIES)
    if not apart.is_empty():
        found.append(Note("production_apart", {"mwh": float(apart["value"].sum()), "year": years[-1]}))
    return found


def _of_networks(snapshot: Snapshot, question: Question) -> list[Note]:
    """A network attached to this commune is named and not counted as its own consumption."""
    if question.territory.kind is not Kind.COMMUNE:
        return []
    there = totals.presence(snapshot, "energy", question.territory).filter(pl.col("source") == NETWORKS)
    if there.is_empty():
        return []
    here = snapshot.query(
        "SELECT DISTINCT operator FROM coverage WHERE source = $source AND insee_code = $key ORDER BY operator",
        {"source": NETWORKS, "key": question.territory.key},
    )
    commune = totals.members(snapshot, question.territory)["name"][0]
    return [Note("network_attached", {"networks": here["operator"].to_list(), "commune": commune})]
