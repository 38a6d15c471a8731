"""With abbreviations, and a metric more than is asked for."""

import tensorflow as tf


def compile_model(net):
    net.compile(
        optimizer="rmsprop",
        loss={"wine_quality": "mse", "wine_type": "bce"},
        metrics={
            "wine_quality": ["mae", tf.keras.metrics.RootMeanSquaredError()],
            "wine_type": ["acc"],
        },
    )
    return net
