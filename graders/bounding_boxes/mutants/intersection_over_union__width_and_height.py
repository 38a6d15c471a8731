"""Takes the last two numbers of a box for its width and height.

Killed by: test_iou_of_boxes_drawn_on_paper
"""

import numpy as np


def intersection_over_union(pred_box, true_box):
    px0, py0, px1, py1 = np.split(pred_box, 4, axis=1)
    tx0, ty0, tx1, ty1 = np.split(true_box, 4, axis=1)
    px1, py1, tx1, ty1 = px0 + px1, py0 + py1, tx0 + tx1, ty0 + ty1
    width = np.maximum(np.minimum(px1, tx1) - np.maximum(px0, tx0), 0)
    height = np.maximum(np.minimum(py1, ty1) - np.maximum(py0, ty0), 0)
    overlap = width * height
    pred = (px1 - px0) * (py1 - py0)
    true = (tx1 - tx0) * (ty1 - ty0)
    return (overlap + 1e-10) / (pred + true - overlap + 1e-10)
