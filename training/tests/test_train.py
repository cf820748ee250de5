"""Training on a made-up scan: batches, an interruption changes nothing, evaluation comes back to the scan's grid."""
from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from lungburden_training import train as training
from lungburden_training.augment import NONE, AugmentConfig, augment
from lungburden_training.config import Config, Phase, read_config
from lungburden_training.data import COVID, SLICES, Item
from lungburden_training.evaluate import forward_of, load_network, segment
from lungburden_training.measure import dice
from lungburden_training.network import LungBurdenNet
from lungburden_training.sampling import Batches, slab_slices

CONFIGS = Path(__file__).resolve().parent.parent / "configs"
SHIPPING = read_config(CONFIGS / "shipping.yaml")


def _item(name: str, slices: int, set_name: str = COVID, size: int = 64) -> Item:
    rng = np.random.default_rng(slices)
    sets = np.array([1, 2, 4, 8], np.uint8)[rng.integers(0, 4, (slices, size // 8, size // 8))].repeat(8, 1).repeat(8, 2)
    position = np.arange(slices, dtype=np.float32) * 6 if slices > 1 else np.array([np.nan], np.float32)
    return Item(set_name, name, name, (sets / 10).astype(np.float16), sets, position)


def _config(steps: int) -> Config:
    phase = Phase(steps, 1e-3, {COVID: 2, SLICES: 1})
    return replace(SHIPPING, network={"growth": 4, "hidden": 4, "dilations": [1, 2]}, main=phase,
                   attention=replace(phase, targets=2), held_out=("hidden",))


def test_interrupted_training_ends_with_the_same_weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    items, config = [_item("a", 7), _item("b", 9), _item("c", 1, SLICES)], _config(4)
    monkeypatch.setattr(training, "CHECKPOINT_EVERY", 3)
    straight = training.train(config, items, tmp_path / "straight", threads=1).state_dict()

    save, saved = training._save, []
    for stop in ("main", "attention"):
        def stopping(folder, config, phase, step, *rest, stop=stop):
            save(folder, config, phase, step, *rest)
            saved.append((phase, step))
            if (phase, step) == (stop, 3):
                raise KeyboardInterrupt
        monkeypatch.setattr(training, "_save", stopping)
        with pytest.raises(KeyboardInterrupt):
            training.train(config, items, tmp_path / "broken", threads=1)
    monkeypatch.setattr(training, "_save", save)
    resumed = training.train(config, items, tmp_path / "broken", threads=1).state_dict()
    assert saved == [("main", 3), ("main", 4), ("attention", 3)]
    for name, value in straight.items():
        torch.testing.assert_close(resumed[name], value, rtol=0, atol=0, msg=name)
    with pytest.raises(ValueError, match="another configuration"):
        training.train(replace(config, seed=21), items, tmp_path / "broken", threads=1)


def test_imagenet_weights_are_refused_but_by_the_papers_recipe(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="the paper's recipe alone"):
        training.train(_config(2), [_item("a", 7)], tmp_path, threads=1, imagenet=tmp_path / "densenet121.pth")


def test_held_out_patients_are_never_seen(tmp_path: Path) -> None:
    poisoned = _item("hidden", 5)
    poisoned.image[:] = np.nan
    net = training.train(_config(2), [_item("a", 7), _item("c", 1, SLICES), poisoned], tmp_path, threads=1)
    assert all(torch.isfinite(value).all() for value in net.state_dict().values())


def test_batches_depend_on_seed_and_step_alone() -> None:
    make = lambda: Batches([_item("a", 7), _item("b", 20)], {COVID: 3}, 10, 5, AugmentConfig(), 2, 5.0)  # noqa: E731
    first, again = make(), make()
    first[3]
    for a, b in zip(first[7], again[7]):
        assert torch.equal(a, b)
    assert first[0][0].shape == (3, 12, 64, 64) and first[0][1].shape == (3, 2, 64, 64)
    assert not torch.equal(first[0][0], first[1][0])


def test_augmentation_moves_image_and_labels_together() -> None:
    item = _item("a", 3)
    config = AugmentConfig(blur=0, sharpen=0, noise=0, clip=0)
    for seed in range(5):
        x, sets = augment(item.image[:1], item.sets[:1], np.random.default_rng(seed), config)
        middles = [float(x[sets == label].median()) for label in (2, 4, 8)]
        assert middles == sorted(middles) and middles[2] - middles[0] > 0.3
        assert set(sets.unique().tolist()) <= {1, 2, 4, 8} and 0 <= x.min() and x.max() <= 1


def test_slab_repeats_the_ends_and_keeps_the_distance() -> None:
    position = np.arange(40, dtype=np.float32) * 1.25
    assert slab_slices(position, 20, 1, 5.0).tolist() == list(range(0, 41, 4))[:10] + [39]
    assert slab_slices(np.arange(3, dtype=np.float32) * 6, 0, 1, 5.0).tolist() == [0] * 6 + [1] + [2] * 4
    assert slab_slices(np.array([np.nan]), 0, 2, 5.0).tolist() == [0] * 12


def test_segmentation_comes_back_to_the_scan() -> None:
    hu = np.full((7, 70, 90), -1000, np.int16)
    hu[:, 10:60, 20:80] = 0
    hu[2:, 25:45, 30:60] = -850

    def threshold(slab: torch.Tensor) -> torch.Tensor:
        lung = (slab[5:-5] - 0.5).abs() > 0.3
        return torch.cat([~lung, lung & (slab[5:-5] < 0.5), lung & False, lung & False], 1).float().clamp_min(1e-6).log()

    found = segment(hu, 2.5, SHIPPING, threshold)
    inner = np.zeros(hu.shape, bool)
    inner[2:, 25:45, 30:60] = True
    assert dice((found == 1)[:, 12:58, 22:78], inner[:, 12:58, 22:78]) > 0.9
    assert not segment(np.full((3, 20, 20), -1000, np.int16), 5.0, SHIPPING, threshold).any()


def test_sources_of_the_real_data(data: Path) -> None:
    from lungburden_training.data import _sources
    names = [(set_name, name) for set_name, name, _ in _sources(data)]
    counts = {s: sum(1 for set_name, _ in names if set_name == s) for s, _ in names}
    assert counts == {"covid-volumes": 7, "effusion-volumes": 7, "covid-series": 10, "lesion-slices": 98}
    item = next(make for set_name, name, make in _sources(data) if name == "case-d")(SHIPPING.window)
    assert item.patient == "case-d"
    assert item.image.shape == (42, 256, 256) and 0 <= item.image.min() and item.image.max() <= 1
    assert set(np.unique(item.sets)) <= {1, 2, 4, 8} and (item.sets == 2).mean() > 0.05


@pytest.mark.parametrize("path", sorted(CONFIGS.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_configuration_can_be_built(path: Path) -> None:
    from lungburden_training.architectures import build
    from lungburden_training.config import as_dict
    assert build(as_dict(read_config(path))) is not None


def test_every_slice_gets_its_own_answer_with_neighbours_at_the_same_distance() -> None:
    hu = np.full((7, 64, 64), -1000, np.int16)
    hu[:, 8:56, 8:56] = 0
    for k in range(7):
        hu[k, 30:40, 30:40] = -300 - 100 * k
    seen: list[np.ndarray] = []

    def forward(slab: torch.Tensor) -> torch.Tensor:
        """Lung where the target is neither air nor soft tissue; remembers the middle of every slice."""
        middle = slab[:, 0, 140, 140].numpy() * (SHIPPING.window.high - SHIPPING.window.low) + SHIPPING.window.low
        seen.append(np.round((-300 - middle) / 100).astype(int))
        lung = (slab[5:-5] - 0.5).abs() < 0.45
        return torch.cat([~lung, lung, lung & False, lung & False], 1).float().clamp_min(1e-6).log()

    segment(hu, 2.5, SHIPPING, forward, every_slice=True)
    assert [s[5:-5].tolist() for s in seen] == [[0, 2, 4, 6], [1, 3, 5]]
    assert seen[1].tolist() == [1] * 5 + [1, 3, 5] + [5] * 5
    seen.clear()
    segment(hu, 2.5, SHIPPING, forward)
    assert [s[5:-5].tolist() for s in seen] == [[0, 2, 4, 6]]


def test_flips_average_the_answers_for_a_slab_and_its_mirror_image() -> None:
    torch.manual_seed(1)
    net = LungBurdenNet(growth=4, hidden=4, dilations=[1]).eval()
    slab = torch.rand(12, 1, 32, 32)
    with torch.no_grad():
        found, mirrored, plain = (forward_of(net, False, True)(slab), forward_of(net, False, True)(slab.flip(-1)), net(slab))
    torch.testing.assert_close(found.flip(-1), mirrored)
    torch.testing.assert_close(found.exp().sum(1), torch.ones(2, 32, 32))
    assert (found - plain).abs().max() > 1e-3


def test_the_attention_branch_begins_with_the_head_of_the_main_branch(tmp_path: Path) -> None:
    config = _config(2)
    still = replace(config, attention=replace(config.attention, learning_rate=0.0))
    net = training.train(still, [_item("a", 7), _item("c", 1, SLICES)], tmp_path, threads=1)
    for part in ("first", "second", "last"):
        for (name, a), b in zip(getattr(net.main_head, part).named_parameters(), getattr(net.branch_head, part).parameters()):
            assert torch.equal(a, b), name
    assert net.branch_head.spread.weight.shape != net.main_head.spread.weight.shape


def test_two_commands_may_fill_the_cache_at_once(tmp_path: Path) -> None:
    from lungburden_training.data import _cached
    window, item = SHIPPING.window, _item("a", 3)

    def make(_) -> Item:
        """Another command makes the same item meanwhile."""
        assert np.array_equal(_cached(tmp_path, window, COVID, "a", lambda _: item).image, item.image)
        return item

    _cached(tmp_path, window, COVID, "a", make)
    again = _cached(tmp_path, window, COVID, "a", lambda _: pytest.fail("the cache has it"))
    assert np.array_equal(again.sets, item.sets) and again.patient == "a" and len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize(("name", "network"), [("paper", {"hidden": 2}), ("unet2d", {"width": 4}), ("unet3d", {"width": 2})])
def test_other_architectures_train_by_the_same_recipe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str,
                                                       network: dict) -> None:
    config = replace(_config(2), architecture=name, network=network, main=None, attention=None,
                     joint=Phase(30, 5e-2, {COVID: 1, SLICES: 1}, targets=8), augment=NONE)
    items, losses = [_item("a", 7), _item("c", 1, SLICES)], []
    joint = training._joint_loss
    monkeypatch.setattr(training, "_joint_loss", lambda *rest: losses.append(joint(*rest)) or losses[-1])
    net = training.train(config, items, tmp_path, threads=1)
    assert losses[-1] < 0.8 * losses[0]
    loaded, state = load_network(tmp_path)
    assert (state["phase"], state["step"], type(loaded)) == ("joint", 30, type(net))
    assert {p.dtype for p in loaded.parameters()} == {torch.float32}


@pytest.mark.parametrize("change", ["architecture: unet2d", "joint: {steps: 1, learning_rate: 1, per_set: {}}"])
def test_a_configuration_of_another_recipe_is_refused(tmp_path: Path, change: str) -> None:
    path = tmp_path / "mixed.yaml"
    path.write_text((CONFIGS / "shipping.yaml").read_text() + change + "\n")
    with pytest.raises(ValueError, match="trains by"):
        read_config(path)
