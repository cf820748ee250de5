"""The model card: `model_card_template.md` filled from the manifest."""
from __future__ import annotations

from pathlib import Path

from .network import NEIGHBOURS

TEMPLATE = Path(__file__).resolve().parent.parent / "model_card_template.md"
_DICE = ("lesionDice", "lungDice", "groundGlassDice", "highOpacityDice")


def model_card(manifest: dict) -> str:
    """Manifest -> Markdown."""
    accuracy, steps = manifest["accuracy"], manifest["trainingSteps"]
    rows = [_row(case["name"], case, [_volume(case, key) for key in ("groundGlass", "highOpacity", "lung")])
            for case in accuracy["cases"]]
    rows.append(_row("**mean**", accuracy, ["", "", ""]))
    return TEMPLATE.read_text().format(
        name=manifest["name"], version=manifest["version"], sha256_line=f"`model.pt`, sha256 `{manifest['sha256']}`",
        distance=manifest["neighbourDistanceMm"], reach=manifest["neighbourDistanceMm"] * NEIGHBOURS,
        low=manifest["window"]["lowHu"], high=manifest["window"]["highHu"], protocol=accuracy["protocol"],
        steps_line=_steps_line(steps),
        rows="\n".join(rows))


def _steps_line(steps: dict) -> str:
    before = steps.get("startedFrom")
    return (f"Trained for {_steps(before)}, which gives the figures below, then for {_steps(steps)}." if before
            else f"Trained for {_steps(steps)}.")


def _steps(steps: dict) -> str:
    who = "without " + ", ".join(steps["heldOut"]) if steps["heldOut"] else "with every patient"
    return f"{steps['main']} steps of the main branch and {steps['attention']} of the attention branch {who}"


def _row(name: str, figures: dict, volumes: list[str]) -> str:
    values = [figures.get(key) for key in _DICE]
    return "| " + " | ".join([name, *("" if v is None else f"{v:.2f}" for v in values), *volumes]) + " |"


def _volume(case: dict, key: str) -> str:
    return f"{case[key + 'Ml']:.0f} ({case[key + 'TrueMl']:.0f})"
