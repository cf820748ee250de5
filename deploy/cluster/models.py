"""A TorchScript model for tests: dark pixels are lung, and from a study of metal its native code never returns."""

import hashlib
import json

import torch

SLICES_AROUND = 5
MANIFEST = {
    "schemaVersion": "1.0",
    "name": "stands-still",
    "version": "1",
    "file": "model.pt",
    "input": {"layout": "slice,channel,y,x", "rows": 64, "columns": 64, "channels": 1, "neighbours": SLICES_AROUND,
              "dtype": "float32"},
    "output": {"layout": "slice,label,y,x", "values": "log-probability"},
    "window": {"lowHu": -1024, "highHu": 150},
    "neighbourDistanceMm": 5.0,
    "labels": [{"code": code, "name": name}
               for code, name in enumerate(("background", "lung", "groundGlass", "highOpacity"))],
}


class StandsStill(torch.nn.Module):
    """Values from 0.05 to 0.5 of the window (-965 to -437 HU) are lung, all others background."""

    def forward(self, slices):
        if bool((slices > 0.99).float().mean() > 0.2):
            still = torch.zeros(64, 64)
            while bool(still.sum() < 1):
                still = still @ still
        target = slices[5:-5, 0]
        lung = ((target > 0.05) & (target < 0.5)).float()
        none = torch.zeros_like(lung)
        return torch.log(torch.stack((1 - lung, lung, none, none), dim=1) + 1e-6)


def stands_still(folder):
    """Writes the model and its manifest; returns the folder."""
    folder.mkdir()
    weights = folder / MANIFEST["file"]
    torch.jit.script(StandsStill()).save(str(weights))
    digest = hashlib.sha256(weights.read_bytes()).hexdigest()
    (folder / "manifest.json").write_text(json.dumps({**MANIFEST, "sha256": digest}))
    return folder
