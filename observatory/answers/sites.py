"""Delivery points that the publisher counts alone: one site of one operator, read from what each source covers."""

from collections.abc import Sequence

import polars as pl

from observatory.answers import values
from observatory.answers.contract import GasBasis, Question
from observatory.answers.perimeter import Chosen
from observatory.grammar import fold_expr
from observatory.store.snapshots import Snapshot
from observatory.vocabulary import OPERATOR_RENAMES

SITE = ["insee_code", "carrier", "operator"]


def single_sites(
    snapshot: Snapshot, question: Question, chosen: Chosen, years: Sequence[int], *, gas: GasBasis | None
) -> pl.DataFrame:
    """What operators with one delivery point in a commune deliver there in the years given, among what a figure adds.

    Grain: insee_code × carrier × operator; one column per year, in MWh on the gas basis of the figure (0 where the
    site is not there). Left out: an operator with several sites in one of these years, or with something withheld.
    """
    cells = snapshot.query(
        """SELECT source, insee_code, carrier, operator AS named, year, energy_mwh, sites FROM coverage
           WHERE list_contains($years, year) AND insee_code IN (SELECT unnest($communes::VARCHAR[]))
               AND (len($sectors) = 0 OR list_contains($sectors, sector)) ORDER BY ALL""",
        {"years": list(years), "communes": chosen.communes.to_list(), "sectors": list(question.sectors)},
    )
    added = chosen.added(cells)
    folded = added.with_columns(operator=fold_expr("named").replace(OPERATOR_RENAMES))
    yearly = folded.group_by(*SITE, "year").agg(
        pl.col("energy_mwh", "sites").sum(),
        named=pl.col("named").last(),
        whole=(pl.col("energy_mwh").is_not_null() & pl.col("sites").is_not_null()).all(),
    )
    alone = ((pl.col("sites") == 1) & pl.col("whole")).all().over(SITE)
    known = values.on_gas_basis(yearly.filter(alone), gas or GasBasis.PCS, columns=("energy_mwh",))
    parts = [pl.col("energy_mwh").filter(pl.col("year") == year).sum().alias(str(year)) for year in sorted(set(years))]
    named = pl.col("named").sort_by("year").last()
    return known.group_by(SITE).agg(*parts, named=named).sort(SITE)
