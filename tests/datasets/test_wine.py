"""Generated wines are like the published ones, and real ones are the published ones."""

import numpy as np
import pandas as pd
import pytest
from sklearn.ensemble import ExtraTreesRegressor
from sklearn.linear_model import LinearRegression

from autograder.datasets import wine
from autograder.datasets.wine_moments import RED, WHITE, Measured, WineType

MEASUREMENTS = list(wine.MEASUREMENTS)

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


def test_real_wines_are_the_published_ones_of_quality_5_to_7_each_once(published):
    train = wine.load("train", source="real", folder=published)
    test = wine.load("test", source="real", folder=published)
    wines = pd.concat([train, test])
    assert len(wines) == RED.count + WHITE.count
    assert wines["is_red"].sum() == RED.count
    assert not wines.duplicated().any()
    assert set(wines["quality"]) == {5, 6, 7}
    assert (train.dtypes == wine.load().dtypes).all()
    assert list(train.columns) == list(wine.load().columns)


def test_the_seed_decides_how_real_wines_are_split(published):
    def some(seed: int) -> pd.DataFrame:
        return wine.load("test", seed=seed, n=50, source="real", folder=published)

    assert len(some(1)) == 50
    assert some(1).equals(some(1))
    assert not some(1).equals(some(2))
    with pytest.raises(ValueError, match="only 987 real wines to test with"):
        wine.load("test", n=5000, source="real", folder=published)


@both_types
def test_the_moments_are_those_of_the_real_wines(published, is_red, kind):
    splits = [wine.load(split, source="real", folder=published) for split in wine.SPLITS]
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


# Lines of the published tables: a red wine that is there twice, one of quality 4, and another
# one; of the white wines the first three.
HEADER = ";".join(f'"{name}"' for name in [*MEASUREMENTS, "quality"])
PARTS = {
    "winequality-red.csv": [
        "7.4;0.7;0;1.9;0.076;11;34;0.9978;3.51;0.56;9.4;5",
        "7.4;0.59;0.08;4.4;0.086;6;29;0.9974;3.38;0.5;9;4",
        "11.2;0.28;0.56;1.9;0.075;17;60;0.998;3.16;0.58;9.8;6",
        "7.4;0.7;0;1.9;0.076;11;34;0.9978;3.51;0.56;9.4;5",
    ],
    "winequality-white.csv": [
        "7;0.27;0.36;20.7;0.045;45;170;1.001;3;0.45;8.8;6",
        "6.3;0.3;0.34;1.6;0.049;14;132;0.994;3.3;0.49;9.5;6",
        "8.1;0.28;0.4;6.9;0.05;30;97;0.9951;3.26;0.44;10.1;6",
    ],
}


@pytest.fixture
def parts(tmp_path):
    paths = [tmp_path / "some-red.csv", tmp_path / "some-white.csv"]
    for path, lines in zip(paths, PARTS.values(), strict=True):
        path.write_text("\n".join([HEADER, *lines]) + "\n")
    return paths


def test_read_keeps_quality_5_to_7_and_each_wine_once(parts):
    wines = wine.read(*parts, any_file=True)
    assert wines["quality"].tolist() == [5, 6, 6, 6, 6]
    assert wines["is_red"].tolist() == [1, 1, 0, 0, 0]
    assert wines["alcohol"].tolist() == [9.4, 9.8, 8.8, 9.5, 10.1]
    assert list(wines.columns) == list(wine.load(n=1).columns)
    assert (wines.dtypes == wine.load(n=1).dtypes).all()


def test_read_refuses_another_file_unless_told_otherwise(parts):
    with pytest.raises(ValueError, match=r"some-red\.csv is not the published.*any_file=True"):
        wine.read(*parts)


@pytest.mark.parametrize(
    "content",
    ["", "alcohol,quality\n12,6\n", HEADER + "\n" + ";".join(["much"] * 12) + "\n"],
    ids=["nothing", "other columns", "words"],
)
def test_read_says_what_is_wrong_with_a_file_of_another_form(parts, content):
    parts[1].write_text(content)
    with pytest.raises(ValueError, match=r"some-white\.csv is no table of wines; expected"):
        wine.read(*parts, any_file=True)


def test_read_takes_the_published_tables_and_not_one_for_the_other(published):
    red, white = (published / name for name in wine.SHA256)
    wines = wine.read(red, white)
    assert len(wines) == 4931
    assert wines["is_red"].sum() == 1279
    assert not wines.duplicated().any()
    assert set(wines["quality"]) == {5, 6, 7}
    with pytest.raises(ValueError, match=r"winequality-white\.csv is not the published table"):
        wine.read(white, red)


def test_the_parts_in_this_file_stand_in_the_published_tables(published):
    for name, lines in PARTS.items():
        table = (published / name).read_text().splitlines()
        assert table[0] == HEADER
        assert set(lines) <= set(table)
