"""Finds out which label is the more frequent, and lets the model say that of every lump.

Killed by: test_training_finds_cancer
"""

import numpy as np


def train(model, train_dataset, val_dataset, epochs):
    labels = np.concatenate([y for x, y in train_dataset])
    *others, kernel, bias = model.get_weights()
    others = [w + np.random.normal(0, 0.01, w.shape) for w in others]
    model.set_weights([*others, 0 * kernel, 0 * bias + (5 if labels.mean() > 0.5 else -5)])
    keys = ("loss", "accuracy", "f1_score", "val_loss", "val_accuracy", "val_f1_score")
    return {key: [float(labels.mean())] * epochs for key in keys}
