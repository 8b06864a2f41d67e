"""The share of heat networks: heat over the electricity, gas and heat of the communes present in both terms."""

from collections.abc import Sequence

import polars as pl

from observatory.answers import values
from observatory.answers.contract import Note, Question
from observatory.answers.perimeter import Chosen, published_by
from observatory.errors import QuestionRefused
from observatory.store import totals
from observatory.store.snapshots import Snapshot


def terms(there: pl.DataFrame) -> pl.DataFrame:
    """Heat, electricity and gas of the communes present in both terms, in the years that have heat."""
    networks = there.filter(pl.col("carrier") == "heat_network")
    heat_years = pl.lit(networks.select(pl.col("years").explode().unique())["years"].to_list(), dtype=pl.List(pl.Int32))
    wired = there.filter(pl.col("carrier") == "electricity")["insee_code"].implode()
    in_terms = pl.col("carrier").is_in(["electricity", "gas", "heat_network"])
    found = there.filter(in_terms & pl.col("insee_code").is_in(wired))
    return found.with_columns(years=pl.col("years").list.set_intersection(heat_years).list.sort())


def refuse_dropped_networks(snapshot: Snapshot, question: Question, there: pl.DataFrame, chosen: Chosen) -> None:
    """A share that leaves out the commune of a network says nothing of that network."""
    networks = there.filter(pl.col("carrier") == "heat_network")["insee_code"].to_list()
    dropped = sorted({commune for commune, _ in chosen.left_out} & set(networks))
    if dropped:
        names = totals.members(snapshot, question.territory).filter(pl.col("insee_code").is_in(dropped))["name"]
        raise QuestionRefused("network_commune_left_out", communes=names.to_list())


def incomplete_terms(snapshot: Snapshot, question: Question, years: Sequence[int]) -> list[Note]:
    """Communes whose gas some year lacks: the share is then too high, never too low."""
    known = published_by(totals.presence(snapshot, "energy", question.territory), only=question.source)
    gas = known.filter(pl.col("carrier") == "gas")
    asked = pl.lit(list(years), dtype=pl.List(pl.Int32))
    lacking = gas.filter(asked.list.set_difference(pl.col("years")).list.len() > 0)["insee_code"].implode()
    names = totals.members(snapshot, question.territory).filter(pl.col("insee_code").is_in(lacking))["name"]
    return [Note("share_upper_bound", {"names": names.to_list()})] if len(names) else []


def share(sums: pl.DataFrame, *, factor: float) -> pl.DataFrame:
    """Heat over all the energy of the same perimeter; `sums` by year and carrier."""
    heat = values.with_status(values.summed(sums.filter(pl.col("carrier") == "heat_network"), []))
    whole = values.summed(sums, []).select("year", whole="value")
    return values.divided(heat, whole, on=["year"], column="whole", factor=factor)
