"""With scikit-learn's scaler."""

from sklearn.preprocessing import StandardScaler


def normalise(train, frame):
    return StandardScaler().fit(train).transform(frame)
