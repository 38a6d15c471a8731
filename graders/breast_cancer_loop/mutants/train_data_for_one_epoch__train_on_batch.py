"""Leaves the steps to train_on_batch.

Killed by: test_epoch_compiles_nothing
"""


def train_data_for_one_epoch(
    train_dataset,
    optimizer,
    loss_object,
    model,
    train_acc_metric,
    train_f1score_metric,
    verbose=True,
):
    if getattr(model, "optimizer", None) is not optimizer:
        model.compile(optimizer=optimizer, loss=loss_object)
    losses = []
    for x, y in train_dataset:
        logits = model(x, training=True)
        losses.append(float(model.train_on_batch(x, y)))
        train_acc_metric.update_state(y, logits)
        train_f1score_metric.update_state(y, logits)
    return losses
