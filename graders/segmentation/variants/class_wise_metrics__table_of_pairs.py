"""From a table that counts pairs of classes, as arrays."""

import numpy as np


def class_wise_metrics(y_true, y_pred):
    pairs = np.asarray(y_true, "int64").ravel() * n_classes + np.asarray(y_pred, "int64").ravel()
    table = np.bincount(pairs, minlength=n_classes**2).reshape(n_classes, n_classes)
    both, areas = np.diag(table), table.sum(0) + table.sum(1)
    return (both + 1e-9) / (areas - both + 1e-9), (2 * both + 1e-9) / (areas + 1e-9)
