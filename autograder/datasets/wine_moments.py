"""What the published wines are like: the moments that generated wines follow.

Computed from the UCI Wine Quality tables, wines of quality 5, 6 and 7, duplicates dropped
(1,279 red and 3,652 white ones); a test computes them again. The data are by P. Cortez,
A. Cerdeira, F. Almeida, T. Matos and J. Reis, "Modeling wine preferences by data mining from
physicochemical properties", Decision Support Systems 47 (2009), https://doi.org/10.24432/C56S3T,
licence CC BY 4.0.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Measured:
    """One measurement over all wines of a type."""

    mean: float
    deviation: float
    skewness: float
    lowest: float
    highest: float
    with_quality: float  # correlation


@dataclass(frozen=True)
class WineType:
    """What the wines of one type have in common.

    `correlations` has a row for each measurement, in the order of `measured`, up to the one
    before it; `shares` are those of quality 5, 6 and 7.
    """

    count: int
    shares: tuple[float, float, float]
    measured: dict[str, Measured]
    correlations: tuple[tuple[float, ...], ...]


RED = WineType(
    count=1279,
    shares=(0.4511, 0.4183, 0.1306),
    measured={
        "fixed acidity": Measured(8.3305, 1.7343, 0.960, 4.7, 15.9, 0.1174),
        "volatile acidity": Measured(0.52124, 0.17397, 0.563, 0.12, 1.33, -0.3426),
        "citric acid": Measured(0.27572, 0.19332, 0.270, 0.0, 0.79, 0.1991),
        "residual sugar": Measured(2.5147, 1.3324, 4.632, 0.9, 15.5, 0.0312),
        "chlorides": Measured(0.088012, 0.048032, 5.301, 0.012, 0.611, -0.1248),
        "free sulfur dioxide": Measured(16.11, 10.467, 1.223, 1.0, 72.0, -0.1036),
        "total sulfur dioxide": Measured(47.6, 33.67, 1.539, 6.0, 289.0, -0.2580),
        "density": Measured(0.99673, 0.0018627, 0.064, 0.99007, 1.0037, -0.1918),
        "pH": Measured(3.3066, 0.15241, 0.252, 2.86, 4.01, 0.0043),
        "sulphates": Measured(0.66044, 0.16716, 2.268, 0.37, 1.98, 0.2366),
        "alcohol": Measured(10.42, 1.0687, 0.858, 8.4, 14.9, 0.5135),
    },
    correlations=(
        (),
        (-0.248,),
        (0.667, -0.546),
        (0.121, 0.005, 0.149),
        (0.083, 0.056, 0.197, 0.032),
        (-0.156, 0.006, -0.067, 0.185, -0.015),
        (-0.112, 0.106, 0.035, 0.209, 0.046, 0.666),
        (0.669, 0.035, 0.356, 0.339, 0.188, -0.019, 0.078),
        (-0.685, 0.215, -0.535, -0.089, -0.264, 0.071, -0.075, -0.350),
        (0.191, -0.243, 0.308, -0.010, 0.373, 0.032, 0.017, 0.146, -0.191),
        (-0.045, -0.216, 0.115, 0.047, -0.223, -0.083, -0.229, -0.500, 0.204, 0.093),
    ),
)

WHITE = WineType(
    count=3652,
    shares=(0.3217, 0.4896, 0.1887),
    measured={
        "fixed acidity": Measured(6.83, 0.84528, 0.656, 3.8, 14.2, -0.0907),
        "volatile acidity": Measured(0.27574, 0.096687, 1.419, 0.08, 0.965, -0.1595),
        "citric acid": Measured(0.33545, 0.12161, 1.421, 0.0, 1.66, -0.0198),
        "residual sugar": Measured(6.0048, 4.9146, 1.334, 0.6, 65.8, -0.1684),
        "chlorides": Measured(0.046039, 0.022995, 4.890, 0.009, 0.346, -0.2244),
        "free sulfur dioxide": Measured(35.257, 16.188, 0.660, 2.0, 131.0, -0.0445),
        "total sulfur dioxide": Measured(138.13, 42.24, 0.361, 9.0, 344.0, -0.2322),
        "density": Measured(0.99384, 0.0029142, 1.325, 0.98711, 1.039, -0.3579),
        "pH": Measured(3.1943, 0.1504, 0.470, 2.72, 3.82, 0.1298),
        "sulphates": Measured(0.4912, 0.11182, 0.954, 0.22, 1.08, 0.0632),
        "alcohol": Measured(10.559, 1.2018, 0.488, 8.0, 14.2, 0.4790),
    },
    correlations=(
        (),
        (-0.035,),
        (0.292, -0.145),
        (0.082, 0.127, 0.098),
        (0.018, 0.078, 0.150, 0.066),
        (-0.051, -0.081, 0.096, 0.329, 0.120),
        (0.085, 0.137, 0.118, 0.415, 0.181, 0.612),
        (0.252, 0.069, 0.160, 0.832, 0.238, 0.325, 0.544),
        (-0.424, -0.059, -0.180, -0.161, -0.091, -0.026, -0.001, -0.058),
        (-0.013, -0.010, 0.045, -0.022, 0.003, 0.017, 0.122, 0.076, 0.136),
        (-0.095, 0.047, -0.088, -0.411, -0.348, -0.285, -0.460, -0.757, 0.091, -0.019),
    ),
)
