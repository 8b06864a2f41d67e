"""Comparable communes: a distance counted by hand, its reasons, and when there is no comparison."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from observatory.methods.peers import Feature, nearest

FEATURES = (Feature("inhabitants", log=True), Feature("altitude"))


def group(*rows: tuple[str, float | None, float | None]) -> pl.DataFrame:
    return pl.DataFrame(
        rows,
        schema={"insee_code": pl.String, "inhabitants": pl.Float64, "altitude": pl.Float64},
        orient="row",
    )


def codes(frame: pl.DataFrame, count: int = 8, minimum: int = 1) -> list[str]:
    found = nearest(frame, of="own", features=FEATURES, count=count, minimum=minimum)
    return [] if found is None else found.frame["insee_code"].to_list()


def test_the_distance_is_counted_in_standard_deviations() -> None:
    """Inhabitants 100 and 10 000 (logarithms at ± one deviation), altitudes 0 and 200: two deviations on each feature."""
    found = nearest(group(("own", 100, 0), ("a", 10_000, 200)), of="own", features=FEATURES, count=1, minimum=1)
    assert found is not None
    assert found.frame["distance"].to_list() == [2.0]


def test_each_peer_comes_with_its_reasons() -> None:
    """Rank, distance, then for each feature the peer's value and the commune's own, in their own units."""
    found = nearest(
        group(("own", 100, 300), ("a", 110, 310), ("b", 900, 800)), of="own", features=FEATURES, count=2, minimum=1
    )
    assert found is not None
    assert found.frame.drop("distance").rows() == [(1, "a", 110, 100, 310, 300), (2, "b", 900, 100, 800, 300)]
    assert found.frame.columns[-4:] == ["inhabitants", "own_inhabitants", "altitude", "own_altitude"]


def test_sizes_compare_by_their_ratio() -> None:
    """To a commune of 1 000, one of 1 900 is nearer than one of 500: less than twice, against half."""
    assert codes(group(("own", 1000, 1), ("half", 500, 2), ("most", 1900, 2)), count=1) == ["most"]


def test_equal_distances_rank_by_code() -> None:
    """Two communes alike come in the order of their codes, whatever the order of the rows."""
    rows = [("own", 100, 0), ("b", 200, 5), ("a", 200, 5), ("c", 100, 1)]
    assert codes(group(*rows)) == codes(group(*reversed(rows))) == ["c", "a", "b"]


def test_fewer_than_the_minimum_is_no_comparison() -> None:
    """Seven others give none, eight give eight; asking for fewer than the minimum gives none either."""
    rows = [("own", 100.0, 1.0), *((f"{at}", 100.0 + at, float(at)) for at in range(8))]
    assert nearest(group(*rows[:8]), of="own", features=FEATURES, count=10) is None
    assert nearest(group(*rows), of="own", features=FEATURES, count=7) is None
    found = nearest(group(*rows), of="own", features=FEATURES, count=10)
    assert found is not None
    assert found.frame.height == 8


def test_a_feature_that_somebody_lacks_is_left_out_and_said() -> None:
    """One altitude unknown: distances are by inhabitants alone; a feature equal for all says nothing either."""
    frame = group(("own", 100, 1), ("a", 110, None), ("b", 500, 1)).with_columns(second_homes=pl.lit(0.1))
    features = (*FEATURES, Feature("second_homes"))
    found = nearest(frame, of="own", features=features, count=2, minimum=1)
    assert found is not None
    assert (found.features, found.left_out) == (("inhabitants",), ("altitude", "second_homes"))


@pytest.mark.parametrize(
    "frame", [group(("a", 1, 1)), group(("own", 0, 1), ("a", 1, 2)), group(("own", 5, 1), ("a", 5, 1))]
)
def test_some_have_nobody_to_compare_with(frame: pl.DataFrame) -> None:
    """A commune outside the group, without inhabitants, or in a group where all are alike has no peers."""
    assert codes(frame) == []


def test_a_commune_without_inhabitants_is_nobodys_peer() -> None:
    """Zero has no logarithm: it is left aside, and the others still compare."""
    assert codes(group(("own", 100, 1), ("ghost", 0, 1), ("a", 90, 2))) == ["a"]


def test_no_feature_need_be_a_logarithm() -> None:
    """By altitude alone, the nearest altitude comes first."""
    frame = group(("own", 0, 100), ("a", 0, 400), ("b", 0, 200))
    found = nearest(frame, of="own", features=[Feature("altitude")], count=2, minimum=1)
    assert found is not None
    assert found.frame["insee_code"].to_list() == ["b", "a"]


SIZES = st.lists(st.tuples(st.integers(1, 10**6), st.integers(0, 3000)), min_size=10, max_size=20)


@settings(deadline=None)
@given(sizes=SIZES, seed=st.integers(0, 100))
def test_order_and_unit_are_indifferent(sizes: list[tuple[int, int]], seed: int) -> None:
    """Rows shuffled, altitude in feet: the same peers at the same distances."""
    rows = [("own", *sizes[0]), *((f"{at:02}", *size) for at, size in enumerate(sizes[1:]))]
    other = group(*rows).sample(fraction=1.0, shuffle=True, seed=seed).with_columns(pl.col("altitude") * 3.28084)
    first, second = (nearest(each, of="own", features=FEATURES, count=8) for each in (group(*rows), other))
    if first is None or second is None:
        assert first is second
        return
    assert second.frame["distance"].to_list() == pytest.approx(first.frame["distance"].to_list(), abs=2e-9)
