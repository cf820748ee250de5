"""Scans as training and evaluation read them: labels, preprocessing, augmentation, batches."""
