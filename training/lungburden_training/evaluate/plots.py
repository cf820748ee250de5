"""Pictures made of figures alone: agreement of volumes (Bland and Altman 1986) and Dice of every case."""
from __future__ import annotations

from pathlib import Path
from typing import Sequence

import numpy as np

from .measure import GROUPS, Figures
from .report import NAMES, PAIRS, paired, patient_means
from .stats import bland_altman


def write_plots(folder: Path, cases: Sequence[Figures]) -> list[Path]:
    """Writes `agreement.png` and `dice.png`; what no case has is left out. Needs matplotlib."""
    import matplotlib
    matplotlib.use("Agg")
    from matplotlib import pyplot
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, draw in (("agreement", _agreement), ("dice", _dice)):
        figure = draw(pyplot, cases)
        if figure is not None:
            written.append(folder / f"{name}.png")
            figure.savefig(written[-1], dpi=100)
            pyplot.close(figure)
    return written


def _agreement(pyplot, cases: Sequence[Figures]):
    """Above found against true, below their difference against their mean, for every volume in mL and the burden.

    A point is a scan; the lines, bias and limits of agreement, are over patients as in the table.
    """
    shown = {name: columns for name, keys in PAIRS.items() for columns in [paired(cases, *keys)] if columns[0]}
    if not shown:
        return None
    figure, axes = pyplot.subplots(2, len(shown), figsize=(3.8 * len(shown), 7.5), squeeze=False, constrained_layout=True)
    for column, (name, (found, true, patients)) in enumerate(shown.items()):
        of = "%" if name == "burden" else "mL"
        lines = bland_altman(*patient_means(found, true, patients).T) or {}
        found, true = np.array(found, float), np.array(true, float)
        top, bottom = axes[:, column]
        top.scatter(true, found)
        top.axline((0, 0), slope=1, color="gray", linewidth=0.8)
        top.set(title=NAMES.get(name, name), xlabel=f"reader, {of}", ylabel=f"found, {of}")
        bottom.scatter((found + true) / 2, found - true)
        for value in lines.values():
            bottom.axhline(value, color="gray", linewidth=0.8, linestyle="--")
        bottom.set(xlabel=f"mean of both, {of}", ylabel=f"found - reader, {of}")
    return figure


def _dice(pyplot, cases: Sequence[Figures]):
    shown = [key for key in GROUPS if any(case.get(key) is not None for case in cases)]
    if not shown:
        return None
    figure, axes = pyplot.subplots(figsize=(1.8 * len(shown) + 1, 4), constrained_layout=True)
    for place, key in enumerate(shown):
        values = [case[key] for case in cases if case.get(key) is not None]
        axes.scatter([place] * len(values), values, alpha=0.6)
        axes.hlines(np.mean(values), place - 0.2, place + 0.2)
    axes.set(xticks=range(len(shown)), xticklabels=[NAMES[key[:-len("Dice")]] for key in shown], ylim=(0, 1), ylabel="Dice")
    return figure
