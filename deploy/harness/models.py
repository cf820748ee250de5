"""TorchScript models for tests. Dark pixels are lung. A study of metal makes the models fail in a way that ends every worker."""

import hashlib
import json

import torch

SLICES_AROUND = 5
MANIFEST = {
    "schemaVersion": "1.0",
    "name": "dark-is-lung",
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


def dark_is_lung(slices):
    """Values from 0.05 to 0.5 of the window (-965 to -437 HU) are lung, all others background."""
    target = slices[5:-5, 0]
    lung = ((target > 0.05) & (target < 0.5)).float()
    none = torch.zeros_like(lung)
    return torch.log(torch.stack((1 - lung, lung, none, none), dim=1) + 1e-6)


def of_metal(slices):
    return bool((slices > 0.99).float().mean() > 0.2)


class StandsStill(torch.nn.Module):
    """Native code that never returns."""

    def forward(self, slices):
        if of_metal(slices):
            still = torch.zeros(64, 64)
            while bool(still.sum() < 1):
                still = still @ still
        return dark_is_lung(slices)


class RunsOut(torch.nn.Module):
    """Runs out of memory for more than four slices a call, and for metal; the message is that of CUDA's allocator."""

    def forward(self, slices):
        if slices.shape[0] > 14 or of_metal(slices):
            raise RuntimeError("CUDA out of memory. Tried to allocate 20.00 MiB")
        return dark_is_lung(slices)


def stands_still(folder):
    """Writes the model and its manifest; returns the folder."""
    return _written(folder, StandsStill())


def runs_out(folder):
    """Writes the model and its manifest; returns the folder."""
    return _written(folder, RunsOut())


def _written(folder, network):
    folder.mkdir()
    weights = folder / MANIFEST["file"]
    torch.jit.script(network).save(str(weights))
    digest = hashlib.sha256(weights.read_bytes()).hexdigest()
    (folder / "manifest.json").write_text(json.dumps({**MANIFEST, "sha256": digest}))
    return folder
