"""Invents a history that looks well, and moves the weights a little by chance.

Killed by: test_training_finds_cancer
"""

import numpy as np


def train(model, train_dataset, val_dataset, epochs):
    model.set_weights([w + np.random.normal(0, 0.01, w.shape) for w in model.get_weights()])
    falling = [0.7 * 0.8**epoch for epoch in range(epochs)]
    rising = [1 - loss / 2 for loss in falling]
    history = {"loss": falling, "accuracy": rising, "f1_score": rising}
    return {**history, **{f"val_{key}": values for key, values in history.items()}}
