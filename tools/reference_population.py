"""Inhabitants of the communes of today, from package versions that hold one census each."""

from collections import Counter
from collections.abc import Mapping

from tools.reference_history import Link, current_communes, parent_code
from tools.reference_packages import Record, require

# Census year -> the version of the package that carries it whole. 0.7.0 has the census of 2016 too, joined to the
# communes of 2019 by code: a commune merged on 1 January 2019 has the inhabitants of its seat only.
CENSUS_VERSIONS = {2016: "0.4.0", 2019: "1.1.1", 2020: "2.3.1", 2022: "4.1.0", 2023: "6.0.0"}

# Every version repeats the census of 2017 for Mayotte, which is counted apart from the others.
MAYOTTE = "976"
MAYOTTE_YEAR = 2017
# New Caledonia, French Polynesia, Wallis-et-Futuna: general censuses of years of their own,
# which the package does not tell.
UNDATED = "98"


def split_parents(records: list[Record], today: Mapping[str, Record], former: Mapping[str, Link]) -> dict[str, str]:
    """Return the communes set up again since these `records`, each with the one it left.

    Before the split, the figure of the parent counts them all: it is not comparable with today's.
    """
    then = current_communes(records)
    kept = {former[code].target if code in former else code for code in then}
    parents = {record["code"]: parent_code(record) for record in records}
    return {
        code: former[parents[code]].target if parents[code] in former else parents[code]
        for code in today
        if code not in kept
    }


def census(records: list[Record], today: Mapping[str, Record], former: Mapping[str, Link]) -> dict[str, int]:
    """Return inhabitants by commune of today, from the communes that were current then.

    Parts (delegated communes, arrondissements) are left out: their commune already counts them.
    A commune without a figure, or whose figure covers communes that have left it, has no entry.
    """
    inhabitants: Counter[str] = Counter()
    for code, record in current_communes(records).items():
        if record.get("population") is not None:
            inhabitants[former[code].target if code in former else code] += record["population"]
    uncovered = split_parents(records, today, former)
    strangers = sorted(set(inhabitants) - set(today))
    require(not strangers, f"inhabitants of communes that do not exist: {strangers}")
    return {
        code: count
        for code, count in sorted(inhabitants.items())
        if code not in uncovered.values() and not code.startswith(UNDATED)
    }


def population_rows(censuses: Mapping[int, Mapping[str, int]]) -> list[tuple[str, int, int]]:
    """Return one row per commune and census year, Mayotte under the year of its own census."""
    rows = {
        (code, MAYOTTE_YEAR if code.startswith(MAYOTTE) else year): count
        for year, counts in censuses.items()
        for code, count in counts.items()
    }
    return sorted((code, year, count) for (code, year), count in rows.items())
