"""With the scores of scikit-learn, which are 0 for what is nowhere."""

import numpy as np
from sklearn.metrics import f1_score, jaccard_score


def class_wise_metrics(y_true, y_pred):
    flat = np.ravel(y_true), np.ravel(y_pred)
    settings = dict(labels=range(n_classes), average=None, zero_division=0)
    return list(jaccard_score(*flat, **settings)), list(f1_score(*flat, **settings))
