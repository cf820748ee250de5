"""What ships: the exported network, its half form, manifest and model card."""
