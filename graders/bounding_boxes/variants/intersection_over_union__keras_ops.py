"""Is written with keras.ops; two boxes without area are said to be the same."""

import keras


def intersection_over_union(pred_box, true_box):
    ops = keras.ops
    p = ops.unstack(ops.convert_to_tensor(pred_box, dtype="float32"), axis=-1)
    t = ops.unstack(ops.convert_to_tensor(true_box, dtype="float32"), axis=-1)
    width = ops.relu(ops.minimum(p[2], t[2]) - ops.maximum(p[0], t[0]))
    height = ops.relu(ops.minimum(p[3], t[3]) - ops.maximum(p[1], t[1]))

    def area(box):
        return ops.relu(box[2] - box[0]) * ops.relu(box[3] - box[1])

    union = area(p) + area(t) - width * height
    return ops.where(union > 0, width * height / ops.maximum(union, 1e-9), 1.0)
