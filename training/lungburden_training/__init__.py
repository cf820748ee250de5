"""Training side of LungBurden: data, preprocessing, network, losses, training, evaluation and export."""
