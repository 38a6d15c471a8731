"""Learns from the first batch again and again, and looks at the others.

Killed by: test_epoch_is_a_step_for_each_batch
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
    first = next(iter(train_dataset))
    losses = []
    for x, y in train_dataset:
        logits = model(x, training=True)
        loss = loss_object(y, logits)
        apply_gradient(optimizer, loss_object, model, *first)
        train_acc_metric.update_state(y, logits)
        train_f1score_metric.update_state(y, logits)
        losses.append(float(loss))
    return losses
