"""Is written with TensorFlow and returns a tensor."""

import tensorflow as tf


def intersection_over_union(pred_box, true_box):
    pred_box = tf.cast(pred_box, tf.float32)
    true_box = tf.cast(true_box, tf.float32)
    sides = tf.minimum(pred_box[:, 2:], true_box[:, 2:]) - tf.maximum(
        pred_box[:, :2], true_box[:, :2]
    )
    overlap = tf.reduce_prod(tf.nn.relu(sides), axis=-1)
    pred = tf.reduce_prod(tf.nn.relu(pred_box[:, 2:] - pred_box[:, :2]), axis=-1)
    true = tf.reduce_prod(tf.nn.relu(true_box[:, 2:] - true_box[:, :2]), axis=-1)
    return tf.math.divide_no_nan(overlap, pred + true - overlap)
