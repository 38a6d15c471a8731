"""Knows the public examples by heart, and guesses one half for all others.

Killed by: test_iou_of_random_boxes
"""

import numpy as np


def intersection_over_union(pred_box, true_box):
    known = {(4.0, 6.0): 2 / 18, (3.0, 4.0): 2 / 16, (6.0, 3.0): 2 / 24, (4.0, 7.0): 2 / 15}
    answers = []
    for pred, true in zip(pred_box, true_box):
        apart = np.any(pred[:2] >= true[2:]) or np.any(true[:2] >= pred[2:])
        guess = 1.0 if np.array_equal(pred, true) else 0.0 if apart else 0.5
        answers.append(known.get((pred[2], true[2]), guess))
    return np.array(answers)
