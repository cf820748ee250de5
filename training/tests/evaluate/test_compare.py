"""Every form of the comparison answers as the network does, and each architecture is measured."""
from __future__ import annotations

import pytest
import torch

from lungburden_training.evaluate.compare import LAST, answer_all, forms, measure
from lungburden_training.network.architectures import ARCHITECTURES, build
from lungburden_training.network.torchscript import to_torchscript

SMALL = {"lungburden": {"growth": 4, "hidden": 4}, "paper": {"hidden": 4}, "unet2d": {"width": 4}, "unet3d": {"width": 2}}


@pytest.mark.parametrize("name", sorted(ARCHITECTURES))
def test_every_form_of_the_comparison_gives_the_network_s_answers(name: str) -> None:
    net = build({"architecture": name, "network": SMALL[name]}).train()
    x = torch.rand(26, 1, 64, 64)
    with torch.no_grad():
        net(x)  # norms that do something
        net.eval()
        for form in forms(name, 1, 64, SMALL[name]):
            script = to_torchscript(net, form.layout == LAST)
            if form.name != "unet3d" or form.batch == 16:
                torch.testing.assert_close(torch.cat(answer_all(script, x, form.batch)), net(x), rtol=0, atol=1e-3)
            norms = str(script.inlined_graph).count("aten::batch_norm")
            assert norms == (6 if name == "paper" else 0), "only norms that a convolution does not precede stay"


def test_comparison_measures_every_architecture() -> None:
    for name, network in SMALL.items():
        measured = measure(forms(name, 1, 64, network)[-1])
        assert measured["seconds"] > 0 and measured["peakMb"] >= measured["peakBeforeMb"] > 0 and measured["batch"] == 16
