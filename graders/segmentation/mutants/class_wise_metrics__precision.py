"""Divides by the predicted pixels.

Killed by: test_metrics_of_maps_drawn_on_paper
"""

import numpy as np


def class_wise_metrics(y_true, y_pred):
    iou, dice = [], []
    smoothing = 0.00001
    for label in range(n_classes):
        intersection = np.sum((y_true == label) & (y_pred == label))
        areas = np.sum(y_true == label) + np.sum(y_pred == label)
        iou.append((intersection + smoothing) / (np.sum(y_pred == label) + smoothing))
        dice.append((2 * intersection + smoothing) / (areas + smoothing))
    return iou, dice
