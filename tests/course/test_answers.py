import pytest

from autograder.errors import UsageError

MUTANT = '''\
"""Takes the sum
for the mean.

Killed by: test_value
"""

# a comment stays
def rmse(a, b):
    return 3
'''


def complaint(folder, path, text):
    assignment = folder.add("losses")
    file = folder.write(path, text)
    with pytest.raises(UsageError) as caught:
        assignment.mutants() + assignment.variants()
    assert str(file) in str(caught.value)
    return str(caught.value)


def test_a_mutant_says_what_is_wrong_and_which_check_must_fail(folder):
    assignment = folder.add("losses")
    path = folder.write("graders/losses/mutants/rmse__sum.py", MUTANT)
    (answer,) = assignment.mutants()
    assert answer.path == path
    assert answer.exercise == "rmse"
    assert answer.kind == "mutant"
    assert answer.description == "Takes the sum for the mean."
    assert answer.killed_by == "test_value"
    assert answer.code == "# a comment stays\ndef rmse(a, b):\n    return 3\n"


def test_a_variant_says_how_it_is_written(folder):
    assignment = folder.add("losses")
    folder.write("graders/losses/variants/huber__loop.py", '"""Loops."""\ndef huber(): pass')
    (answer,) = assignment.variants()
    assert (answer.exercise, answer.kind, answer.killed_by) == ("huber", "variant", None)
    assert answer.description == "Loops."


def test_an_assignment_may_have_neither(folder):
    assignment = folder.add("losses")
    assert assignment.mutants() == assignment.variants() == []


def test_answers_come_in_the_order_of_their_names(folder):
    assignment = folder.add("losses")
    for name in ("rmse__b", "huber__z", "rmse__a"):
        folder.write(f"graders/losses/variants/{name}.py", '"""Other."""\n')
    assert [answer.path.stem for answer in assignment.variants()] == [
        "huber__z",
        "rmse__a",
        "rmse__b",
    ]


def test_an_unknown_exercise_is_refused(folder):
    sentence = complaint(folder, "graders/losses/mutants/mae__sum.py", MUTANT)
    assert "with one of rmse, huber" in sentence


def test_a_file_name_without_two_underscores_is_refused(folder):
    complaint(folder, "graders/losses/mutants/rmse_sum.py", MUTANT)


def test_a_mutant_that_names_no_check_is_refused(folder):
    text = MUTANT.replace("Killed by: test_value", "")
    assert "Killed by: test_name" in complaint(folder, "graders/losses/mutants/rmse__x.py", text)


def test_a_variant_that_names_a_check_is_refused(folder):
    assert "no check may kill it" in complaint(folder, "graders/losses/variants/rmse__x.py", MUTANT)


def test_an_answer_without_docstring_is_refused(folder):
    assert "no docstring" in complaint(folder, "graders/losses/variants/rmse__x.py", "rmse = 1\n")


def test_an_answer_without_description_is_refused(folder):
    text = '"""Killed by: test_value"""\nrmse = 1\n'
    assert "begin its docstring" in complaint(folder, "graders/losses/mutants/rmse__x.py", text)


def test_a_syntax_error_is_told_with_its_line(folder):
    text = '"""Other."""\n\ndef rmse(:\n'
    assert "line 3" in complaint(folder, "graders/losses/variants/rmse__x.py", text)


def test_the_longest_exercise_that_fits_the_name_is_meant(folder, losses):
    assignment = folder.add("losses", losses.replace("huber", "rmse__robust"))
    folder.write("graders/losses/variants/rmse__robust__loop.py", '"""Loops."""\n')
    folder.write("graders/losses/variants/rmse__loop.py", '"""Loops."""\n')
    assert [answer.exercise for answer in assignment.variants()] == ["rmse", "rmse__robust"]
