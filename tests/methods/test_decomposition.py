"""What explains a change: published decompositions, zeros, and what must hold whatever the numbers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from observatory.methods.decomposition import Array, chained, kitagawa, lmdi, log_mean

# LMDIR, tests/testthat: two categories × three factors, from 1971 to 1974.
LMDIR = [
    [[1, 10, 2], [4, 5, 3]],
    [[4, 5, 3], [5, 6, 4]],
    [[8, 2, 4], [5, 7, 5]],
    [[10, 1, 5], [6, 8, 6]],
]
P = 9999.0
TEXTBOOK = {  # energy and output of the sectors, before and after (Xu & Ang 2014)
    "sectors": (([30, 20], [10, 40]), ([40, 24], [20, 60])),
    "fine": (([20, 10, 8, 12], [5, 5, 10, 30]), ([30, 10, 15, 9], [12, 8, 30, 30])),
}

factor = st.one_of(st.just(0.0), st.floats(1e-3, 1e6))
matrix = arrays(np.float64, (3, 4), elements=factor)
positive = arrays(np.float64, (3, 4), elements=st.floats(1e-3, 1e6))


def industry(energy: list[float], output: list[float]) -> Array:
    """Activity, share and intensity of each sector."""
    e, q = np.array(energy, float), np.array(output, float)
    return np.column_stack([np.full(len(q), q.sum()), q / q.sum(), e / q])


def precision(*sides: Array) -> float:
    """What is asked of a sum: a billionth of the value."""
    return 1e-9 * max(1e-300, *(float(side.prod(axis=1).sum()) for side in sides))


@pytest.mark.parametrize(
    ("step", "effects"),
    [
        (0, (69.79006598, -9.455125793, 39.66505981)),
        (1, (42.96021467, -34.31902656, 50.3588119)),
        (2, (54.01064234, -9.021284671, 54.01064234)),
    ],
)
def test_the_steps_of_lmdir(step: int, effects: tuple[float, ...]) -> None:
    """R8, LMDIR tests/testthat: additive effects of 1971–72, 1972–73 and 1973–74."""
    found = lmdi(LMDIR[step], LMDIR[step + 1])
    assert found.by_factor == pytest.approx(effects, rel=1e-9)
    assert found.by_factor.sum() == pytest.approx(found.after - found.before, rel=1e-12)


def test_the_cells_and_the_ratios_of_lmdir() -> None:
    """R8, LMDIR tests/testthat: 80 to 180 from 1971 to 1972, by category and in the multiplicative form."""
    found = lmdi(LMDIR[0], LMDIR[1])
    assert (found.before, found.after) == (80.0, 180.0)
    assert found.cells[0] == pytest.approx((50.47438029, -25.23719014, 14.76280986), rel=1e-9)
    assert found.cells[1] == pytest.approx((19.31568569, 15.78206435, 24.90224996), rel=1e-9)
    assert found.ratios == pytest.approx((1.761117821, 0.926191306, 1.379410116), rel=1e-9)


def test_the_textbook_in_two_sectors() -> None:
    """R8b, the two-sector example of Ang (figures of Xu & Ang 2014): 50 to 64."""
    found = lmdi(*(industry(*side) for side in TEXTBOOK["sectors"]))
    assert found.by_factor == pytest.approx((26.649, 6.341, -18.990), abs=5e-4)
    assert found.ratios == pytest.approx((1.5998, 1.1183, 0.7154), abs=5e-5)
    assert (found.before, found.after) == pytest.approx((50, 64))


def test_the_textbook_in_four_sectors() -> None:
    """R8b, the same economy in four sectors: more of the change is a matter of which sectors grew."""
    found = lmdi(*(industry(*side) for side in TEXTBOOK["fine"]))
    assert found.by_factor == pytest.approx((26.427, 12.099, -24.526), abs=5e-4)


def test_the_textbook_on_two_levels() -> None:
    """R8b, the share of the four sectors as that of two, times that within each: 12.099 = 6.343 + 5.756."""

    def levels(energy: list[float], output: list[float]) -> Array:
        e, q = np.array(energy, float), np.array(output, float)
        above = np.repeat([q[:2].sum(), q[2:].sum()], 2)
        return np.column_stack([np.full(4, q.sum()), above / q.sum(), q / above, e / q])

    found = lmdi(*(levels(*side) for side in TEXTBOOK["fine"]))
    assert found.by_factor == pytest.approx((26.427, 6.343, 5.756, -24.526), abs=5e-4)


def test_the_buildings_of_pylmdi() -> None:
    """R8c, PyLMDI, buildings of China from 2017 to 2018: six factors, 761.98 to 794.61."""
    before = [[1390.08, 59.04367375, 0.51892765, 0.002876626, 3.004500526, 2.07]]
    after = [[1395.38, 64.52073987, 0.521570193, 0.002743568, 3.053397862, 2.02]]
    found = lmdi(before, after)
    assert (found.before, found.after) == pytest.approx((761.984276581356, 794.6119504871361), rel=1e-12)
    assert found.by_factor == pytest.approx((2.96136, 69.03218, 3.95270, -36.85388, 12.56276, -19.02745), abs=5e-6)


def test_the_logarithmic_mean_of_nrel() -> None:
    """R8d, NREL and PNNL, EnergyIntensityIndicators: L(0.5913, 0.5650) = 0.578; L(a, a) = a; L(0, b) = 0."""
    assert log_mean([0.5913, 7.0, 0.0, 5.0, 0.0], [0.5650, 7.0, 5.0, 0.0, 0.0]) == pytest.approx(
        [0.578, 7, 0, 0, 0], abs=5e-4
    )


@pytest.mark.parametrize(
    ("values", "factors", "effect"),
    [
        ((0, 42), (0, P), 42),
        ((42, 0), (P, 0), -42),
        ((0, P), (P, P), 0),
        ((P, 0), (P, P), 0),
        ((0, 0), (P, P), 0),
        ((0, 0), (0, 0), 0),
        ((0, 0), (P, 0), 0),
        ((0, 0), (0, P), 0),
    ],
)
def test_zeros_have_their_analytical_limits(
    values: tuple[float, float], factors: tuple[float, float], effect: float
) -> None:
    """R9, Ang, Zhang & Choi 1998, table 2, by LMDIR: the effect of the first of two factors, whose product is given."""
    before, after = ([[x, value / x if x else 1.0]] for value, x in zip(values, factors, strict=True))
    assert lmdi(before, after).cells[0, 0] == pytest.approx(effect)


def test_factors_that_appear_together_share_what_appears() -> None:
    """A category whose share and use both start from nothing gives half of its 42 to each, and none to inhabitants."""
    assert lmdi([[10, 0, 0]], [[7, 2, 3]]).by_factor.tolist() == [0, 21, 21]
    assert lmdi([[7, 2, 3]], [[10, 0, 0]]).by_factor.tolist() == [0, -21, -21]


def test_a_total_that_starts_from_nothing_has_no_ratios() -> None:
    """The multiplicative form of 0 to 42 is None: no factor multiplies nothing into something."""
    assert lmdi([[0.0, 6.0]], [[7.0, 6.0]]).ratios is None


def test_near_equal_values_keep_their_digits() -> None:
    """A rise of one part in 2⁴⁰ is found to twelve digits, where a difference of logarithms has three."""
    found = lmdi([[2.0**20, 3.0]], [[2.0**20 + 2.0**-20, 3.0]])
    assert found.by_factor == pytest.approx((3 * 2.0**-20, 0), rel=1e-12)
    assert log_mean(1.0, 1.0 + 1e-15) == pytest.approx(1.0, rel=1e-14)


def test_a_chain_follows_the_years() -> None:
    """R8 chained: each factor is the sum of its published steps; the end points alone say otherwise, the total does not."""
    chain, ends = chained(LMDIR), lmdi(LMDIR[0], LMDIR[-1])
    steps = [
        (69.79006598, -9.455125793, 39.66505981),
        (42.96021467, -34.31902656, 50.3588119),
        (54.01064234, -9.021284671, 54.01064234),
    ]
    assert chain.by_factor == pytest.approx(np.sum(steps, axis=0), rel=1e-9)
    assert [step.after for step in chain.steps] == [180.0, 239.0, 338.0]
    assert chain.by_factor.sum() == pytest.approx(ends.by_factor.sum()) == pytest.approx(338 - 80)
    assert abs(chain.by_factor[1] - ends.by_factor[1]) > 1


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ([[1.0, 2.0]], [[1.0, 2.0, 3.0]], "shapes_differ"),
        ([[1.0, 2.0]], [[1.0, 2.0], [1.0, 2.0]], "shapes_differ"),
        ([1.0, 2.0], [1.0, 2.0], "not_a_matrix"),
        ([[-1.0, 2.0]], [[1.0, 2.0]], "factor_negative_or_unknown"),
        ([[1.0, 2.0]], [[float("nan"), 2.0]], "factor_negative_or_unknown"),
    ],
)
def test_other_matrices_are_refused(before: list[object], after: list[object], code: str) -> None:
    """Matrices of two shapes, a negative or an unknown number: no effect is made of them."""
    for method in (lmdi, kitagawa):
        with pytest.raises(ValueError, match=code):
            method(before, after)  # type: ignore[operator]


def test_a_single_year_is_no_chain() -> None:
    """One year has no change to explain."""
    with pytest.raises(ValueError, match="no_step"):
        chained(LMDIR[:1])


def test_kitagawa_splits_a_ratio() -> None:
    """R10, whep: 16 to 15, −0.8 between the groups and −0.2 within them; LMDI says −0.80060 and −0.19940."""
    before, after = np.array([[400.0, 40], [1200, 60]]), np.array([[600.0, 50], [900, 50]])
    found = kitagawa(before, after)
    assert (found.before, found.after, found.between, found.within) == pytest.approx((16, 15, -0.8, -0.2))
    logged = lmdi(
        *(np.column_stack([side[:, 1] / side[:, 1].sum(), side[:, 0] / side[:, 1]]) for side in (before, after))
    )
    assert logged.by_factor == pytest.approx((-0.80060, -0.19940), abs=5e-6)


def test_a_group_of_one_year_only_moves_between_groups() -> None:
    """A second group of ratio 30 that arrives with a fifth of the weight adds (30 − 10) / 5 between, nothing within."""
    found = kitagawa([[400, 40], [0, 0]], [[400, 40], [300, 10]])
    assert (found.between, found.within) == pytest.approx((4.0, 0.0))


@pytest.mark.parametrize("groups", [[[0.0, 0.0], [0.0, 0.0]], [[5.0, 0.0], [1.0, 1.0]]])
def test_a_ratio_to_nothing_is_refused(groups: list[list[float]]) -> None:
    """No denominator at all, or energy without the inhabitants that use it, has no ratio to split."""
    with pytest.raises(ValueError, match="ratio_to_nothing"):
        kitagawa(groups, [[1.0, 1.0], [1.0, 1.0]])


@given(before=matrix, after=matrix)
def test_effects_sum_to_the_change(before: Array, after: Array) -> None:
    """With zeros anywhere, no effect is unknown and together they make the change, to a billionth of the value."""
    found = lmdi(before, after)
    assert np.isfinite(found.cells).all()
    assert found.by_factor.sum() == pytest.approx(found.after - found.before, abs=precision(before, after))


@given(before=matrix, after=matrix)
def test_turning_time_round_turns_the_effects_round(before: Array, after: Array) -> None:
    """What raised the value from the first year to the second lowers it as much on the way back."""
    there, back = lmdi(before, after), lmdi(after, before)
    assert there.cells == pytest.approx(-back.cells, abs=precision(before, after))


@given(before=matrix, after=matrix, scale=st.floats(1e-3, 1e3), column=st.integers(0, 3))
def test_another_unit_scales_every_effect(before: Array, after: Array, scale: float, column: int) -> None:
    """In kWh instead of MWh, of whichever factor, each effect is a thousand times itself and nothing else moves."""
    unit = np.ones(4)
    unit[column] = scale
    assert lmdi(before * unit, after * unit).cells == pytest.approx(
        lmdi(before, after).cells * scale, abs=scale * precision(before, after)
    )


@given(before=positive, after=positive)
def test_ratios_multiply_to_the_ratio(before: Array, after: Array) -> None:
    """The multiplicative effects leave nothing over either."""
    found = lmdi(before, after)
    assert found.ratios is not None
    assert np.log(found.ratios).sum() == pytest.approx(np.log(found.after / found.before), abs=1e-8)


@given(matrices=st.lists(matrix, min_size=2, max_size=5))
def test_a_chain_sums_to_the_change_of_its_ends(matrices: list[Array]) -> None:
    """Step after step, with zeros on the way, the effects make the change from the first year to the last."""
    change = matrices[-1].prod(axis=1).sum() - matrices[0].prod(axis=1).sum()
    assert chained(matrices).by_factor.sum() == pytest.approx(change, abs=len(matrices) * precision(*matrices))


groups = arrays(np.float64, (3, 2), elements=st.floats(1, 1e6))


@given(before=groups, after=groups)
def test_between_and_within_sum_to_the_change_and_turn_round(before: Array, after: Array) -> None:
    """Kitagawa's two parts make the change of the ratio, and change sign with time."""
    found, back = kitagawa(before, after), kitagawa(after, before)
    scale = max(found.before, found.after, *(before[:, 0] / before[:, 1]), *(after[:, 0] / after[:, 1]))
    assert found.before == pytest.approx(before[:, 0].sum() / before[:, 1].sum())
    assert found.between + found.within == pytest.approx(found.after - found.before, abs=1e-9 * scale)
    assert (back.between, back.within) == pytest.approx((-found.between, -found.within), abs=1e-9 * scale)
