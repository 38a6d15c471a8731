"""Works it out for each picture, and takes the mean.

Killed by: test_metrics_count_all_pictures_together
"""

import numpy as np


def class_wise_metrics(y_true, y_pred):
    iou, dice = [], []
    smoothing = 0.00001
    for label in range(n_classes):
        true, pred = y_true == label, y_pred == label
        both = np.sum(true & pred, axis=(1, 2))
        areas = np.sum(true, axis=(1, 2)) + np.sum(pred, axis=(1, 2))
        iou.append(np.mean((both + smoothing) / (areas - both + smoothing)))
        dice.append(np.mean((2 * both + smoothing) / (areas + smoothing)))
    return iou, dice
