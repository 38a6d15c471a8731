"""Resets the metrics at the beginning.

Killed by: test_validation_tells_the_metrics
"""


def perform_validation(dataset, loss_object, model, val_acc_metric, val_f1score_metric):
    val_acc_metric.reset_state()
    val_f1score_metric.reset_state()
    losses = []
    for x, y in dataset:
        logits = model(x, training=False)
        val_acc_metric.update_state(y, logits)
        val_f1score_metric.update_state(y, logits)
        losses.append(float(loss_object(y, logits)))
    return losses
