"""Takes transposed boxes, and divides where there is something to divide by."""

import numpy as np


def intersection_over_union(pred_box, true_box):
    a, b, c, d = np.asarray(pred_box, dtype=float).T
    e, f, g, h = np.asarray(true_box, dtype=float).T
    common = np.clip(np.minimum(c, g) - np.maximum(a, e), 0, None)
    common = common * np.clip(np.minimum(d, h) - np.maximum(b, f), 0, None)
    total = np.clip(c - a, 0, None) * np.clip(d - b, 0, None) + (g - e) * (h - f) - common
    return np.divide(common, total, out=np.zeros_like(common), where=total > 0)
