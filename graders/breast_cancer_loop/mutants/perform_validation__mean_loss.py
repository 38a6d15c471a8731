"""Returns the mean of the losses.

Killed by: test_validation_returns_a_loss_for_each_batch
"""


def perform_validation(dataset, loss_object, model, val_acc_metric, val_f1score_metric):
    losses = []
    for x, y in dataset:
        logits = model(x, training=False)
        val_acc_metric.update_state(y, logits)
        val_f1score_metric.update_state(y, logits)
        losses.append(float(loss_object(y, logits)))
    return sum(losses) / len(losses)
