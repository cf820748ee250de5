"""The network: shapes, slab against windows, gradients, and the attention map's say."""
from __future__ import annotations

import numpy as np
import pytest
from scipy import ndimage
import torch

from lungburden_training.network.lungburden import WINDOW, ConvLstm, DensityPrior, LungBurdenNet, combine, log_probabilities
from lungburden_training.train.losses import total_loss

SIZE = 64


@pytest.fixture()
def net() -> LungBurdenNet:
    """A network whose norms have seen some data."""
    net = LungBurdenNet(growth=8, hidden=8)
    with torch.no_grad():
        for _ in range(3):
            net(torch.rand(WINDOW + 1, 1, SIZE, SIZE))
    return net.eval()


@pytest.mark.parametrize("n", [1, 2, 5])
def test_slab_gives_log_probabilities_of_its_targets(net: LungBurdenNet, n: int) -> None:
    with torch.no_grad():
        result = net(torch.rand(n + 10, 1, SIZE, SIZE))
    assert result.shape == (n, 4, SIZE, SIZE) and result.dtype == torch.float32
    torch.testing.assert_close(result.exp().sum(1), torch.ones(n, SIZE, SIZE), rtol=0, atol=1e-5)


def test_two_levels_make_four_labels() -> None:
    raw = torch.randn(2, 4, 3, 5)
    p = log_probabilities(raw).exp()
    level = raw[:, :3].softmax(1)
    high = raw[:, 3].sigmoid()
    expected = torch.stack([level[:, 0], level[:, 1], level[:, 2] * (1 - high), level[:, 2] * high], 1)
    torch.testing.assert_close(p, expected)


def test_slab_equals_window_by_window(net: LungBurdenNet) -> None:
    x = torch.rand(4 + 10, 1, SIZE, SIZE)
    with torch.no_grad():
        slab = net(x)
        windows = torch.cat([net(x[m:m + WINDOW]) for m in range(4)])
    torch.testing.assert_close(slab, windows, rtol=0, atol=1e-5)


def test_lstm_equals_a_plain_cell() -> None:
    lstm = ConvLstm(3, 4)
    x = torch.randn(1, WINDOW + 1, 3, 6, 7)
    h = torch.zeros(2, 4, 6, 7)
    cell = torch.zeros(2, 4, 6, 7)
    for t in range(WINDOW):
        gates = lstm.from_input(x[0, t:t + 2]) + lstm.from_hidden(h)
        i, f, o, g = gates.split(4, dim=1)
        cell = torch.sigmoid(f) * cell + torch.sigmoid(i) * torch.tanh(g)
        h = torch.sigmoid(o) * torch.tanh(cell)
    torch.testing.assert_close(lstm(x), h)


def test_order_of_slices_matters(net: LungBurdenNet) -> None:
    x = torch.rand(WINDOW, 1, SIZE, SIZE)
    with torch.no_grad():
        assert (net(x) - net(x.flip(0))).abs().max() > 1e-6


def test_every_parameter_gets_a_gradient() -> None:
    net = LungBurdenNet(growth=4, hidden=4).train()
    sets = torch.tensor([1, 2, 4, 8], dtype=torch.uint8)[torch.randint(0, 4, (2, SIZE, SIZE))]
    total_loss(net(torch.rand(WINDOW + 1, 1, SIZE, SIZE)), sets).backward()
    for name, parameter in net.named_parameters():
        assert parameter.grad is not None and parameter.grad.abs().sum() > 0, name


def test_attention_map_changes_a_label() -> None:
    main, branch = torch.randn(1, 4, 8, 8), torch.randn(1, 4, 8, 8)
    with torch.no_grad():
        labels = [log_probabilities(combine(main, branch, torch.full((1, 1, 8, 8), a))).argmax(1) for a in (0.05, 0.95)]
        one_map_times_the_sum = [(a * (main + branch))[:, :3].argmax(1) for a in (0.05, 0.95)]
    assert (labels[0] != labels[1]).any()
    assert (one_map_times_the_sum[0] == one_map_times_the_sum[1]).all()  # why the map must weigh the branches


def test_attention_map_of_the_network_changes_its_label(net: LungBurdenNet) -> None:
    x = torch.rand(WINDOW, 1, SIZE, SIZE)
    answers = []
    for bias in (-30.0, 30.0):
        torch.nn.init.zeros_(net.attention_head.last.weight)
        torch.nn.init.constant_(net.attention_head.last.bias, bias)
        with torch.no_grad():
            answers.append(net(x))
    with torch.no_grad():
        torch.testing.assert_close(answers[0], log_probabilities(net.main_branch(x[5:6])))
    assert (answers[0].argmax(1) != answers[1].argmax(1)).any()


@pytest.mark.parametrize("whole", [False, True], ids=["main branch", "both branches"])
def test_overfits_two_slices(whole: bool) -> None:
    net = LungBurdenNet(stem=16, growth=8, dilations=[1, 2], head_width=12).train()
    x = torch.rand(2, 1, SIZE, SIZE) * 0.1
    sets = torch.ones(2, SIZE, SIZE, dtype=torch.uint8)
    for label, (low, high) in {2: (8, 24), 4: (24, 40), 8: (40, 56)}.items():
        sets[:, low:high, 10:40] = label
        x[:, 0, low:high, 10:40] += 0.1 * label
    slab = torch.cat([x[:1].expand(5, -1, -1, -1), x, x[1:].expand(5, -1, -1, -1)])

    def answer() -> torch.Tensor:
        return net(slab) if whole else log_probabilities(net.main_branch(x))

    optimizer = torch.optim.AdamW(net.parameters(), lr=5e-3)
    for _ in range(60):
        optimizer.zero_grad()
        total_loss(answer(), sets).backward()
        optimizer.step()
    found = 2 ** answer().argmax(1)
    assert (found == sets).float().mean() > 0.97


@pytest.mark.parametrize("sigma", [1.0, 2.5])
def test_prior_smooths_as_scipy_and_moves_high_opacity_alone(sigma: float) -> None:
    prior, x, raw = DensityPrior(sigma, 0.5, 10.0), torch.rand(2, 1, 33, 40), torch.randn(2, 4, 33, 40)
    expected = np.stack([ndimage.gaussian_filter(s[0].numpy(), sigma, mode="nearest", truncate=3.0) for s in x])[:, None]
    with torch.no_grad():
        smoothed, result = prior.smoothed(x).numpy(), prior(raw, x)
    np.testing.assert_allclose(smoothed, expected, atol=1e-5)
    assert torch.equal(result[:, :3], raw[:, :3])
    np.testing.assert_allclose((result - raw)[:, 3:].numpy(), 10 * (expected - 0.5), atol=1e-4)


def test_prior_can_be_exported() -> None:
    from lungburden_training.network.torchscript import check, to_torchscript
    net = LungBurdenNet(growth=4, hidden=4, prior={"sigma": 2.0, "threshold": 0.53, "weight": 12.0}).eval()
    assert check(to_torchscript(net), net, SIZE)[0] < 1e-4
