"""Only the student's own computing counts."""

from autograder.grading.budget import Budget


def never():
    raise AssertionError("nobody has to look for so little")


def test_time_for_which_an_answer_was_awaited_counts_for_the_step_and_the_submission():
    budget = Budget(submission_s=10)
    budget.for_step(4)
    budget.spend(3, lambda: 0.0)
    assert budget.left == 1
    budget.for_step(20)
    assert budget.left == 7
    budget.spend(7, lambda: 0.0)
    assert (budget.left, budget.is_used_up) == (0, True)


def test_short_answers_add_up_without_anybody_looking():
    budget = Budget(submission_s=10)
    budget.for_step(1)
    for _ in range(50):
        budget.spend(0.015, never)
    assert abs(budget.left - 0.25) < 1e-9
    budget.for_step(100)
    assert abs(budget.left - 9.25) < 1e-9


def test_waiting_for_a_processor_does_not_count():
    budget = Budget(submission_s=10)
    budget.for_step(4)
    budget.spend(3, lambda: 2.0)
    assert budget.left == 3
    budget.spend(3, lambda: 4.0)  # seconds since the process began
    assert budget.left == 2
    budget.for_step(50)
    assert budget.left == 8


def test_waiting_that_many_threads_make_themselves_is_bounded():
    budget = Budget(submission_s=100)
    budget.for_step(4)
    budget.spend(16, lambda: 16 * 63.0)
    assert budget.left == 0


def test_threads_that_have_ended_take_no_time_away():
    budget = Budget(submission_s=100)
    budget.for_step(4)
    budget.spend(1, lambda: 5.0)
    budget.spend(1, lambda: 1.0)
    assert budget.left == 4 - 0.25 - 1


def test_a_new_process_is_made_ready_at_nobodys_expense():
    budget = Budget(submission_s=10)
    budget.for_step(4)
    budget.spend(2, lambda: 0.0)
    budget.for_ourselves(60)
    assert budget.left == 60
    budget.spend(50, lambda: 0.0)
    budget.for_step(20)
    assert budget.left == 8
