"""The report over cases."""
from __future__ import annotations

import json
from pathlib import Path

import pytest

from lungburden_training.evaluate.plots import write_plots
from lungburden_training.evaluate.report import markdown, summarize


def _case(name: str, patient: str, dice: float, found: float, true: float) -> dict:
    return {"name": name, "patient": patient, "lesionDice": dice, "lesionMl": found, "lesionTrueMl": true}


def test_report_over_cases(tmp_path: Path) -> None:
    cases = [_case("a", "a", 0.5, 12, 10), _case("b1", "b", 0.7, 8, 10), _case("b2", "b", 0.9, 23, 20)]
    summary = summarize(cases)
    assert (summary["cases"], summary["patients"]) == (3, 2)
    assert summary["shares"]["lesionDice"]["mean"] == pytest.approx(0.7)
    assert summary["shares"]["lesionDice"]["sd"] == pytest.approx(0.2)
    agreement = summary["agreement"]["lesion"]
    assert agreement["absoluteError"] == (2, 2, 2.5)
    assert agreement["patients"] == 2 and agreement["blandAltman"]["bias"] == 1.25, "both scans of b are averaged"
    assert agreement["biasInterval"] == (0.5, 2) and agreement["spearmanInterval"] is None
    assert "| lesion Dice | 3 | 0.700 ± 0.200 |" in markdown(summary) and json.dumps(summary)
    assert [path.name for path in write_plots(tmp_path, cases)] == ["agreement.png", "dice.png"]


def test_no_table_of_volumes_where_no_reader_told_any() -> None:
    lines = markdown(summarize([{"name": "a", "patient": "a", "effusionRecall": 0.5}]))
    assert "| effusion recall | 1 | 0.500 |" in lines and "Wilcoxon" not in lines
