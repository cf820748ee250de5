"""The networks: the one that ships, the paper's, the baselines; checkpoints and TorchScript."""
