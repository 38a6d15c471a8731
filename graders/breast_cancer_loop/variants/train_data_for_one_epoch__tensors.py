"""Keeps the losses as tensors, and counts batches by hand."""


def train_data_for_one_epoch(
    train_dataset,
    optimizer,
    loss_object,
    model,
    train_acc_metric,
    train_f1score_metric,
    verbose=True,
):
    losses, step = [], 0
    for batch in train_dataset:
        x, y = batch
        logits, loss = apply_gradient(optimizer, loss_object, model, x, y)
        losses += [loss]
        train_acc_metric(y, logits)
        train_f1score_metric(y, logits)
        step = step + 1
        if verbose:
            print("Training loss for step %s: %.4f" % (step, float(loss)))
    return losses
