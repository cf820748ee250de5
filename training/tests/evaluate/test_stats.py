"""Statistics against SciPy, against counting by hand and against hand-computed tables."""
from __future__ import annotations

import itertools

import numpy as np
import pytest
from scipy import stats as scipy_stats

from lungburden_training.evaluate.stats import (auc, bland_altman, bootstrap_interval, mean_sd, median_iqr, sensitivity_specificity,
                                                spearman, wilcoxon_exact)


@pytest.mark.parametrize("n", [3, 6, 10, 17])
def test_wilcoxon_equals_scipy_without_ties(n: int) -> None:
    rng = np.random.default_rng(n)
    a, b = rng.normal(size=n), rng.normal(size=n) + 0.4
    assert wilcoxon_exact(a, b) == pytest.approx(scipy_stats.wilcoxon(a, b, mode="exact").pvalue)


def test_wilcoxon_with_ties_equals_all_signs() -> None:
    difference = np.array([1, 1, -2, 3, 3, 3, -1, 0])
    ranks = scipy_stats.rankdata(np.abs(difference[difference != 0]))
    total = ranks.sum()
    seen = min(ranks[[0, 1, 3, 4, 5]].sum(), ranks[[2, 6]].sum())
    sums = [sum(r for r, s in zip(ranks, signs) if s) for signs in itertools.product([0, 1], repeat=7)]
    expected = np.mean([min(s, total - s) <= seen for s in sums])
    assert wilcoxon_exact(difference, np.zeros(8)) == pytest.approx(expected)
    assert wilcoxon_exact([1, 2], [1, 2]) is None


def test_smallest_p_of_six_pairs_is_a_thirty_second() -> None:
    assert wilcoxon_exact([1, 2, 3, 4, 5, 6], [0] * 6) == pytest.approx(1 / 32)


def test_spearman_equals_scipy_with_ties() -> None:
    a, b = [1, 2, 2, 5, 9, 9, 10], [3, 1, 4, 4, 8, 7, 7]
    assert spearman(a, b) == pytest.approx(scipy_stats.spearmanr(a, b).correlation)
    assert spearman([1, 2], [1, 2]) is None and spearman([1, 1, 1], [1, 2, 3]) is None


def test_tables_by_hand() -> None:
    assert mean_sd([2, 4, 9]) == (5.0, pytest.approx(13 ** 0.5)) and mean_sd([2]) == (2.0, None)
    assert median_iqr([1, 2, 3, 4, 10]) == (3.0, 2.0, 4.0)
    limits = bland_altman([12, 8, 13], [10, 10, 10])
    assert limits["bias"] == 1 and limits["upper"] - limits["lower"] == pytest.approx(2 * 1.96 * 7 ** 0.5)
    assert sensitivity_specificity([1, 1, 0, 0, 0], [1, 1, 1, 0, 0]) == (pytest.approx(2 / 3), 1.0)


def test_auc_equals_counting_pairs() -> None:
    scores, truth = [0.1, 0.4, 0.4, 0.8, 0.9, 0.4], [0, 0, 1, 1, 0, 1]
    pairs = [(p > q) + 0.5 * (p == q) for p, t in zip(scores, truth) for q, u in zip(scores, truth) if t and not u]
    assert auc(scores, truth) == pytest.approx(np.mean(pairs))
    assert auc([1, 2], [1, 1]) is None


def test_bootstrap_of_the_mean_is_near_the_normal_interval() -> None:
    values = np.random.default_rng(1).normal(10, 2, 200)
    low, high = bootstrap_interval(values, lambda rows: float(rows.mean()))
    half = 1.96 * values.std(ddof=1) / 200 ** 0.5
    assert low == pytest.approx(values.mean() - half, abs=0.05) and high == pytest.approx(values.mean() + half, abs=0.05)
    assert bootstrap_interval(values, lambda rows: float(rows.mean())) == (low, high)


def test_decimals_that_are_equal_tie() -> None:
    assert wilcoxon_exact([0.3, 1.1, 5.0, 2.0], [0.2, 1.0, 4.9, 2.1]) == wilcoxon_exact([1, 1, 1, -1], [0, 0, 0, 0])


def test_one_patient_or_no_statistic_has_no_interval() -> None:
    assert bootstrap_interval([1.0, 2.0], lambda rows: float(rows.mean()), ["a", "a"]) is None
    assert bootstrap_interval([1.0, 2.0], lambda rows: float("nan")) is None


def test_bootstrap_draws_the_scans_of_a_patient_together() -> None:
    scans, patients = [0, 0, 0, 3], ["b", "b", "b", "a"]
    means = set()
    bootstrap_interval(scans, lambda rows: means.add(float(rows.mean())) or 0.0, patients)
    assert means == {0.0, 0.75, 3.0}
