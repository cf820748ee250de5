"""The model card quotes the figures it is given."""
from __future__ import annotations

from lungburden_training.export.card import model_card

CASE = {"name": "case-a", "patient": "case-a", "set": "covid-volumes", "lesionDice": 0.812, "lungDice": 0.97, "groundGlassDice": None,
        "highOpacityDice": 0.5, "groundGlassMl": 10.4, "groundGlassTrueMl": 12.0, "highOpacityMl": 0.0, "highOpacityTrueMl": 1.0,
        "lungMl": 4000.0, "lungTrueMl": 4100.0}
OTHERS = [{"name": "patient-01", "patient": "patient-01", "set": "covid-series", "lesionDice": 0.7, "lungDice": 0.9},
          {"name": "lung1-001", "patient": "lung1-001", "set": "effusion-volumes", "lungDice": None, "effusionRecall": 0.66,
           "effusionTrueMl": 191.2}]
GOAL = {"name": "lung Dice, median", "sign": ">=", "limit": 0.975, "n": 1, "found": 0.97, "reached": False}


def _card(accuracy: dict) -> str:
    return model_card({"name": "n", "version": "1", "sha256": "abc", "neighbourDistanceMm": 5.0, "window": {"lowHu": -1024, "highHu": 150},
                       "accuracy": {"protocol": "As tested."} | accuracy,
                       "trainingSteps": {"main": 1, "attention": 2, "heldOut": []}})


def test_cross_validation_is_quoted_with_all_sets_and_goals() -> None:
    card = _card({"lesionDice": 0.812, "cases": [CASE, *OTHERS], "goals": [GOAL]})
    assert "| case-a | 0.81 | 0.97 |  | 0.50 | 10 (12) | 0 (1) | 4000 (4100) |" in card
    assert "| **mean** | 0.81 |" in card and "- 3 held-out patients say little" in card
    assert "| standard deviation |  |" in card
    assert "| patient-01 | 0.70 | 0.90 |  |  |" in card and "| lung1-001 |  |  | 0.66 | 191 |" in card
    assert "| lung Dice, median | >= 0.975 | 1 | 0.970 | **no** |" in card


def test_spread_over_the_cases() -> None:
    card = _card({"cases": [CASE, CASE | {"name": "case-b", "lesionDice": 0.612, "lungDice": None}]})
    assert "| standard deviation | 0.14 |  |  | 0.00 |  |  |  |" in card


def test_a_card_of_whole_volumes_alone_has_no_other_tables() -> None:
    card = _card({"cases": [CASE]})
    assert "case of another set" not in card and "Goals" not in card and "\n\n\n" not in card
