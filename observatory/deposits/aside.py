"""Lines that are no readings: those that say nothing, and the totals of others."""

from typing import NamedTuple

import polars as pl

from observatory.deposits.found import FOUND
from observatory.deposits.values import MEASURES
from observatory.grammar import fold_expr

# Where a line may be labelled. `Total` alone or before other words; « TotalEnergies » is a name.
_LABELS = ("site", "compteur", "periode", "commune", "code_insee", "date_debut", "fluide")
_TOTAL = r"^(?:(?:sous_|s_)?total|(?:sous_)?totaux|moyenne|moyennes|somme)(?:_|$)"


class Kept(NamedTuple):
    """The lines that say something, and a finding for each total among them."""

    lines: pl.DataFrame
    totals: pl.DataFrame


def set_aside(lines: pl.DataFrame) -> Kept:
    """Leave out the lines without any quantity or cost, and, each with `total_ignored`, those labelled as totals."""
    said = lines.filter(pl.any_horizontal(pl.col(MEASURES).is_not_null()))
    labels = {f"{name}_total": fold_expr(name).str.contains(_TOTAL).fill_null(value=False) for name in _LABELS}
    marked = said.with_columns(**labels)
    is_total = pl.any_horizontal(pl.col(list(labels)))
    field = pl.coalesce(pl.when(f"{name}_total").then(pl.lit(name)) for name in _LABELS)
    label = pl.coalesce(pl.when(f"{name}_total").then(name) for name in _LABELS)
    totals = (
        marked.filter(is_total)
        .with_columns(field=field, value=label, code=pl.lit("total_ignored"), reason=pl.lit(None, dtype=pl.String))
        .select(list(FOUND))
        .unique(["sheet", "row"], maintain_order=True)
    )
    return Kept(marked.filter(~is_total).drop(list(labels)), totals)
