"""Generated wines are like the published ones, and real ones are the published ones."""

import time
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sklearn.ensemble import ExtraTreesRegressor
from sklearn.linear_model import LinearRegression

from autograder.datasets import wine
from autograder.datasets.wine_moments import RED, WHITE, Measured, WineType

ROOT = Path(__file__).resolve().parents[2]
PUBLISHED = ROOT.parent / "shared" / "data"
MEASUREMENTS = list(wine.MEASUREMENTS)

real_wines = pytest.mark.skipif(
    not all((PUBLISHED / name).is_file() for name in wine.SHA256),
    reason="the published tables are not beside this repository, in ../shared/data",
)
both_types = pytest.mark.parametrize(
    ("is_red", "kind"), [(1, RED), (0, WHITE)], ids=["red", "white"]
)


@pytest.fixture(scope="module")
def many() -> pd.DataFrame:
    return wine.load(seed=1, n=40_000)


def _facts(kind: WineType, fact: str) -> np.ndarray:
    return np.array([getattr(measured, fact) for measured in kind.measured.values()])


def _rmse(model, train: pd.DataFrame, test: pd.DataFrame) -> float:
    model.fit(train[MEASUREMENTS], train["quality"])
    return float(np.sqrt(np.mean((model.predict(test[MEASUREMENTS]) - test["quality"]) ** 2)))


def test_a_frame_has_the_columns_and_dtypes_that_are_documented():
    train, test = wine.load("train"), wine.load("test")
    assert (len(train), len(test)) == (3000, 1000)
    assert list(train.columns) == [*MEASUREMENTS, "quality", "is_red"]
    assert len(MEASUREMENTS) == 11
    assert (train[MEASUREMENTS].dtypes == "float64").all()
    assert (train[["quality", "is_red"]].dtypes == "int64").all()
    assert set(train["quality"]) == {5, 6, 7}
    assert set(train["is_red"]) == {0, 1}


def test_three_thousand_wines_take_well_under_a_second():
    began = time.perf_counter()
    wine.load(n=3000)
    assert time.perf_counter() - began < 0.5


def test_a_seed_gives_the_same_wines_again_and_another_seed_others():
    assert wine.load(seed=7).equals(wine.load(seed=7))
    assert not wine.load(seed=7).equals(wine.load(seed=8))


def test_train_and_test_share_no_wine():
    train, test = wine.load("train", seed=3, n=2000), wine.load("test", seed=3, n=2000)
    together = pd.concat([train, test])
    assert not together.duplicated(subset=MEASUREMENTS).any()


@both_types
def test_generated_wines_have_the_published_moments(many, is_red, kind):
    wines = many[many["is_red"] == is_red][MEASUREMENTS]
    mean, deviation = _facts(kind, "mean"), _facts(kind, "deviation")
    np.testing.assert_allclose((wines.mean() - mean) / deviation, 0, atol=0.04)
    np.testing.assert_allclose(wines.std() / deviation, 1, atol=0.08)
    assert (wines.min() >= _facts(kind, "lowest")).all()
    assert (wines.max() <= _facts(kind, "highest")).all()


@both_types
def test_generated_wines_have_the_published_correlations(many, is_red, kind):
    found = many[many["is_red"] == is_red][MEASUREMENTS].corr().to_numpy()
    published = [value for row in kind.correlations for value in row]
    np.testing.assert_allclose(found[np.tril_indices(11, -1)], published, atol=0.05)


@both_types
def test_generated_wines_have_the_published_shares_of_quality(many, is_red, kind):
    quality = many[many["is_red"] == is_red]["quality"]
    shares = [(quality == grade).mean() for grade in (5, 6, 7)]
    np.testing.assert_allclose(shares, kind.shares, atol=0.02)
    published = RED.count / (RED.count + WHITE.count)
    assert many["is_red"].mean() == pytest.approx(published, abs=0.01)


@both_types
def test_quality_leans_the_way_that_the_published_one_does(many, is_red, kind):
    wines = many[many["is_red"] == is_red]
    found = wines[MEASUREMENTS].corrwith(wines["quality"]).to_numpy()
    published = _facts(kind, "with_quality")
    clear = np.abs(published) > 0.2
    assert (np.sign(found) == np.sign(published))[clear].all()


def test_quality_can_be_learnt_but_not_with_a_straight_line():
    train, test = wine.load("train", seed=5), wine.load("test", seed=5)
    guess = float(test["quality"].std())
    line = _rmse(LinearRegression(), train, test)
    trees = _rmse(ExtraTreesRegressor(50, random_state=0), train, test)
    assert guess > line > 0.57
    assert trees < 0.47


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"split": "validation"}, "'validation'"),
        ({"seed": -1}, "seed is -1"),
        ({"n": 0}, "n is 0"),
        ({"source": "shop"}, "'shop'"),
        ({"source": "real"}, "folder=…"),
    ],
)
def test_an_argument_out_of_range_gets_one_clear_sentence(arguments, says):
    with pytest.raises(ValueError, match=says):
        wine.load(**arguments)


def test_a_missing_table_is_named_with_where_to_get_it(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"winequality-red\.csv.*archive\.ics\.uci\.edu"):
        wine.load(source="real", folder=tmp_path)


def test_a_table_that_is_not_the_published_one_is_refused(tmp_path):
    for name in wine.SHA256:
        (tmp_path / name).write_text('"alcohol";"quality"\n12;6\n')
    with pytest.raises(ValueError, match="is not the published table"):
        wine.load(source="real", folder=tmp_path)


@real_wines
def test_real_wines_are_the_published_ones_of_quality_5_to_7_each_once():
    train = wine.load("train", source="real", folder=PUBLISHED)
    test = wine.load("test", source="real", folder=PUBLISHED)
    wines = pd.concat([train, test])
    assert len(wines) == RED.count + WHITE.count
    assert wines["is_red"].sum() == RED.count
    assert not wines.duplicated().any()
    assert set(wines["quality"]) == {5, 6, 7}
    assert (train.dtypes == wine.load().dtypes).all()
    assert list(train.columns) == list(wine.load().columns)


@real_wines
def test_the_seed_decides_how_real_wines_are_split():
    def some(seed: int) -> pd.DataFrame:
        return wine.load("test", seed=seed, n=50, source="real", folder=PUBLISHED)

    assert len(some(1)) == 50
    assert some(1).equals(some(1))
    assert not some(1).equals(some(2))
    with pytest.raises(ValueError, match="only 987 real wines to test with"):
        wine.load("test", n=5000, source="real", folder=PUBLISHED)


@real_wines
@both_types
def test_the_moments_are_those_of_the_real_wines(is_red, kind):
    splits = [wine.load(split, source="real", folder=PUBLISHED) for split in wine.SPLITS]
    wines = pd.concat(splits).query(f"is_red == {is_red}")
    correlations = wines.corr().to_numpy()
    assert len(wines) == kind.count
    np.testing.assert_allclose(
        [(wines["quality"] == grade).mean() for grade in (5, 6, 7)], kind.shares, atol=1e-4
    )
    for place, (name, told) in enumerate(kind.measured.items()):
        column = wines[name]
        found = Measured(
            column.mean(), column.std(), column.skew(), column.min(), column.max(),
            wines["quality"].corr(column),
        )  # fmt: skip
        for fact in Measured.__dataclass_fields__:
            assert getattr(told, fact) == pytest.approx(getattr(found, fact), rel=1e-4, abs=1e-3)
        np.testing.assert_allclose(kind.correlations[place], correlations[place, :place], atol=1e-3)
