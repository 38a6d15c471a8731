"""Says that every box is right.

Killed by: test_iou_of_boxes_drawn_on_paper
"""

import numpy as np


def intersection_over_union(pred_box, true_box):
    return np.ones(len(true_box))
