"""Compares every box with every other one.

Killed by: test_iou_of_a_box_with_itself_is_one
"""

import numpy as np


def intersection_over_union(pred_box, true_box):
    p, t = pred_box[:, None], true_box[None]
    low, high = np.maximum(p[..., :2], t[..., :2]), np.minimum(p[..., 2:], t[..., 2:])
    overlap = np.prod(np.maximum(high - low, 0), axis=-1)
    areas = [np.prod(box[..., 2:] - box[..., :2], axis=-1) for box in (p, t)]
    return overlap / np.maximum(areas[0] + areas[1] - overlap, 1e-12)
