"""Gives one where nothing agrees at all.

Killed by: test_metrics_count_all_pictures_together
"""

import numpy as np


def class_wise_metrics(y_true, y_pred):
    iou, dice = [], []
    smoothing = 0.00001
    for label in range(n_classes):
        intersection = np.sum((y_true == label) & (y_pred == label))
        areas = np.sum(y_true == label) + np.sum(y_pred == label)
        iou.append((intersection + smoothing) / (areas - intersection + smoothing))
        if intersection == 0:
            iou[-1] = 1.0
        dice.append((2 * intersection + smoothing) / (areas + smoothing))
    return iou, dice
