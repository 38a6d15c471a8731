import hashlib

import numpy as np
import pytest
from sklearn.datasets import load_breast_cancer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.neural_network import MLPClassifier

from autograder.datasets import breast_cancer

TABLE = "breast-cancer-wisconsin.csv"

# the first lines of the published table, the first one that lacks a grade, and the last one
PART = """\
1000025,5,1,1,1,2,1,3,1,1,2
1002945,5,4,4,5,7,10,3,2,1,2
1015425,3,1,1,1,2,2,3,1,1,2
1016277,6,8,8,1,3,4,3,7,1,2
1017023,4,1,1,3,2,1,3,1,1,2
1017122,8,10,10,8,7,10,9,7,1,4
1057013,8,4,5,1,2,?,7,3,1,4
897471,4,8,8,5,4,5,10,4,1,4
"""


@pytest.fixture
def part(tmp_path):
    path = tmp_path / "part.csv"
    path.write_text(PART)
    return path


def rows(features):
    return {row.tobytes() for row in features}


# -- the diagnostic set -------------------------------------------------------------------------


def test_features_and_labels_have_the_documented_shapes_and_types():
    features, labels = breast_cancer.load("train")
    assert features.shape == (369, 30)
    assert features.dtype == np.float32
    assert labels.shape == (369,)
    assert labels.dtype == np.int64


@pytest.mark.parametrize("seed", [0, 1, 12345])
def test_the_two_parts_are_disjoint_and_together_everything(seed):
    train, test = (breast_cancer.load(split, seed) for split in breast_cancer.SPLITS)
    assert not rows(train.features) & rows(test.features)
    assert len(rows(train.features)) + len(rows(test.features)) == breast_cancer.COUNT
    assert train.labels.sum() + test.labels.sum() == 212


def test_malignant_is_1_and_every_lump_keeps_its_own_label():
    everything = load_breast_cancer()
    known = {
        row.astype("float32").tobytes(): everything.target_names[target] == "malignant"
        for row, target in zip(everything.data, everything.target, strict=True)
    }
    features, labels = breast_cancer.load("test", seed=5)
    assert [known[row.tobytes()] for row in features] == labels.tolist()


def test_the_same_seed_gives_the_same_lumps_and_another_seed_others():
    first, again, other = (breast_cancer.load("test", seed) for seed in (3, 3, 4))
    np.testing.assert_array_equal(first.features, again.features)
    np.testing.assert_array_equal(first.labels, again.labels)
    assert rows(first.features) != rows(other.features)


def test_n_takes_the_first_of_the_part_and_does_not_change_the_scale():
    for standardised in (False, True):
        few = breast_cancer.load("test", 2, 50, standardised=standardised)
        everything = breast_cancer.load("test", 2, standardised=standardised)
        np.testing.assert_array_equal(few.features, everything.features[:50])
        np.testing.assert_array_equal(few.labels, everything.labels[:50])


def test_standardised_means_by_the_training_part_for_both_parts():
    plain = [breast_cancer.load(split, 1).features for split in breast_cancer.SPLITS]
    scaled = [
        breast_cancer.load(split, 1, standardised=True).features for split in breast_cancer.SPLITS
    ]
    np.testing.assert_allclose(scaled[0].mean(axis=0), 0, atol=1e-5)
    np.testing.assert_allclose(scaled[0].std(axis=0), 1, atol=1e-4)
    by_hand = (plain[1] - plain[0].mean(axis=0)) / plain[0].std(axis=0)
    np.testing.assert_allclose(scaled[1], by_hand, rtol=1e-2, atol=1e-3)


@pytest.mark.filterwarnings("ignore:Stochastic Optimizer")  # it need not converge here
def test_what_majority_and_a_straight_line_and_a_network_reach():
    always_benign, line, line_f1, network = [], [], [], []
    for seed in range(8):
        train, test = (
            breast_cancer.load(split, seed, standardised=True) for split in breast_cancer.SPLITS
        )
        always_benign.append(np.mean(test.labels == 0))
        found = LogisticRegression(max_iter=1000).fit(*train).predict(test.features)
        line.append(np.mean(found == test.labels))
        line_f1.append(f1_score(test.labels, found))
        small = MLPClassifier((16,), max_iter=150, random_state=seed).fit(*train)
        network.append(small.score(*test))
    assert 0.58 < np.mean(always_benign) < 0.66
    assert 0.965 < np.mean(line) < 0.985
    assert 0.95 < np.mean(line_f1) < 0.98
    assert abs(np.mean(network) - np.mean(line)) < 0.015


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ({"split": "validation"}, "split is 'validation'"),
        ({"seed": -1}, "seed is -1"),
        ({"n": 0}, "n is 0"),
        ({"split": "test", "n": 201}, "expected 1 to 200"),
    ],
)
def test_an_argument_out_of_range_is_refused_with_a_sentence(arguments, complaint):
    with pytest.raises(ValueError, match=complaint):
        breast_cancer.load(**arguments)


# -- the original set ---------------------------------------------------------------------------


def test_a_part_of_the_table_is_read_without_the_line_that_lacks_a_grade(part):
    features, labels = breast_cancer.read_original(part, any_file=True)
    assert features.shape == (7, 9)
    assert features.dtype == np.float32
    assert labels.dtype == np.int64
    assert labels.tolist() == [0, 0, 0, 0, 0, 1, 1]
    assert features[1].tolist() == [5, 4, 4, 5, 7, 10, 3, 2, 1]
    assert features[-1].tolist() == [4, 8, 8, 5, 4, 5, 10, 4, 1]


def test_a_file_that_is_not_the_published_one_is_refused_unless_told_otherwise(part):
    with pytest.raises(ValueError, match=r"not the published table.*any_file=True"):
        breast_cancer.read_original(part)


def test_a_missing_file_is_named_with_where_to_get_it(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"nowhere\.csv.*archive\.ics\.uci\.edu"):
        breast_cancer.read_original(tmp_path / "nowhere.csv")


@pytest.mark.parametrize(
    "line",
    [
        "id,a,b,c,d,e,f,g,h,i,class",
        "1,5,1,1,1,2,1,3,1,2",
        "1,5,1,1,1,2,1,3,1,1,1,2",
        "1,5,1,1,1,2,1,3,1,11,2",
        "1,5,1,1,1,2,1,3,1,0,2",
        "1,5,1,1,1,2,1.5,3,1,1,2",
        "1,5,1,1,1,2,1,3,1,1,3",
        "1,5,1,1,1,2,²,3,1,1,2",
    ],
)
def test_a_line_of_another_form_is_named(part, line):
    part.write_text(PART + line + "\n")
    with pytest.raises(ValueError, match=r"line 9 is .*expected a number, nine grades"):
        breast_cancer.read_original(part, any_file=True)


def test_an_empty_file_gives_no_lumps(part):
    part.write_text("")
    features, labels = breast_cancer.read_original(part, any_file=True)
    assert features.shape == (0, 9)
    assert labels.shape == (0,)


def test_the_published_table_has_683_complete_lines(published):
    features, labels = breast_cancer.read_original(published / TABLE)
    assert features.shape == (683, 9)
    assert np.bincount(labels).tolist() == [444, 239]
    assert (features.min(axis=0) == 1).all()
    assert (features.max(axis=0) == 10).all()


def test_the_part_in_this_file_is_the_beginning_and_the_end_of_the_published_table(published):
    content = (published / TABLE).read_bytes()
    assert hashlib.sha256(content).hexdigest() == breast_cancer.ORIGINAL_SHA256
    lines = content.decode().splitlines()
    assert len(lines) == 699
    assert PART.splitlines()[:6] == lines[:6]
    assert PART.splitlines()[6] == next(line for line in lines if "?" in line)
    assert PART.splitlines()[7] == lines[-1]
