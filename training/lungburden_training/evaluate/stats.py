"""Statistics over cases, as the paper reports them. A case is a scan; a patient's scans are drawn together or averaged."""
from __future__ import annotations

from typing import Callable, Sequence

import numpy as np
from scipy.stats import rankdata

RESAMPLES = 2000


def mean_sd(values: Sequence[float]) -> tuple[float, float | None]:
    """Mean and standard deviation (n - 1), the latter None for a single value."""
    return float(np.mean(values)), float(np.std(values, ddof=1)) if len(values) > 1 else None


def median_iqr(values: Sequence[float]) -> tuple[float, float, float]:
    """Median, lower and upper quartile (linear between order statistics)."""
    low, middle, high = np.percentile(values, [25, 50, 75])
    return float(middle), float(low), float(high)


def bootstrap_interval(values: Sequence, statistic: Callable[[np.ndarray], float], groups: Sequence[str] | None = None,
                       seed: int = 0, level: float = 0.95) -> tuple[float, float] | None:
    """Percentile interval of a statistic over rows drawn with replacement; rows of one group (a patient) are drawn together.

    Resamples for which the statistic is NaN do not count. None for a single group, or when none counts.
    """
    rows, rng = np.asarray(values, float), np.random.default_rng(seed)
    names = np.asarray(groups) if groups is not None else np.arange(len(rows))
    members = [np.flatnonzero(names == name) for name in dict.fromkeys(names.tolist())]
    if len(members) < 2:
        return None
    drawn = [statistic(rows[np.concatenate([members[m] for m in rng.integers(len(members), size=len(members))])])
             for _ in range(RESAMPLES)]
    counted = [value for value in drawn if not np.isnan(value)]
    if not counted:
        return None
    low, high = np.percentile(counted, [50 * (1 - level), 50 * (1 + level)])
    return float(low), float(high)


def spearman(a: Sequence[float], b: Sequence[float]) -> float | None:
    """Spearman's rank correlation with mean ranks for ties; None for fewer than 3 cases or a constant."""
    if len(a) < 3 or np.ptp(a) == 0 or np.ptp(b) == 0:
        return None
    return float(np.corrcoef(rankdata(a), rankdata(b))[0, 1])


def bland_altman(found: Sequence[float], true: Sequence[float]) -> dict[str, float] | None:
    """Bias and 95 % limits of agreement of found - true (Bland and Altman 1986); None for fewer than 2 cases."""
    difference = np.asarray(found, float) - np.asarray(true, float)
    if len(difference) < 2:
        return None
    bias, sd = float(difference.mean()), float(difference.std(ddof=1))
    return {"bias": bias, "lower": bias - 1.96 * sd, "upper": bias + 1.96 * sd}


def wilcoxon_exact(a: Sequence[float], b: Sequence[float]) -> float | None:
    """Two-sided p of the paired signed-rank test, from the exact distribution also with ties; zero differences are dropped.

    Mean ranks are multiples of a half, so twice the rank sum is a whole number and its distribution is counted by adding one
    pair after another. None when no pair differs.
    """
    difference = np.round(np.asarray(a, float) - np.asarray(b, float), 9)  # or equal decimals would differ in their last bits
    difference = difference[difference != 0]
    if len(difference) == 0:
        return None
    doubled = np.rint(2 * rankdata(np.abs(difference))).astype(int)
    counts = np.zeros(doubled.sum() + 1)
    counts[0] = 1
    for rank in doubled:
        counts[rank:] = counts[rank:] + counts[:-rank]
    positive = doubled[difference > 0].sum()
    extreme = min(positive, doubled.sum() - positive)
    return float(min(1.0, 2 * counts[:extreme + 1].sum() / counts.sum()))


def auc(scores: Sequence[float], truth: Sequence[bool]) -> float | None:
    """Area under the ROC curve = P(score of a positive > of a negative), ties half; None without both kinds."""
    positive = np.asarray(truth, bool)
    m, n = int(positive.sum()), int((~positive).sum())
    if m == 0 or n == 0:
        return None
    return float((rankdata(scores)[positive].sum() - m * (m + 1) / 2) / (m * n))


def sensitivity_specificity(found: Sequence[bool], truth: Sequence[bool]) -> tuple[float | None, float | None]:
    """Shares of the positives and of the negatives that were called right; None where there are none."""
    f, t = np.asarray(found, bool), np.asarray(truth, bool)
    return (float(f[t].mean()) if t.any() else None), (float((~f[~t]).mean()) if (~t).any() else None)
