"""Crashes, hangs, limits and tricks: each costs only the check in which it happens."""

DOUBLE = "def double(x):\n    return 2 * x"
MEAN_SQUARE = "import tensorflow as tf\ndef mean_square(x):\n    return tf.reduce_mean(x ** 2)"


def outcomes(result):
    return {check.id.removeprefix("test_"): check.outcome for check in result.checks}


def message(result, check):
    return next(c.message for c in result.checks if c.id == f"test_{check}")


def only_double_fails(result):
    return outcomes(result) == {
        "doubles_a_number": "failed",
        "doubles_an_array": "failed",
        "mean_of_squares": "passed",
        "gradient_of_mean_square": "passed",
    }


def test_an_endless_loop_costs_only_its_own_checks(grade):
    result = grade("def double(x):\n    while x is not None: pass\n    return 2 * x", MEAN_SQUARE)
    assert only_double_fails(result)
    assert "took longer than the 2 s" in message(result, "doubles_an_array")


def test_a_loop_that_catches_everything_is_ended_too(grade):
    loop = """
        import signal, time
        for number in range(1, 65):
            try: signal.signal(number, signal.SIG_IGN)
            except (OSError, ValueError): pass
        def double(x):
            while True:
                try: time.sleep(1)
                except BaseException: pass
    """
    assert only_double_fails(grade(loop, MEAN_SQUARE))


def test_ending_the_process_costs_only_its_own_checks(grade):
    result = grade("import os\ndef double(x):\n    os._exit(0)", MEAN_SQUARE)
    assert only_double_fails(result)
    assert "exit code 0" in message(result, "doubles_a_number")


def test_sys_exit_is_an_exception_like_any_other(grade):
    result = grade("import sys\ndef double(x):\n    sys.exit(0)", MEAN_SQUARE)
    assert only_double_fails(result)
    assert "SystemExit" in message(result, "doubles_a_number")


def test_a_crash_in_a_library_is_named_by_its_signal(grade):
    result = grade("import ctypes\ndef double(x):\n    ctypes.string_at(0)", MEAN_SQUARE)
    assert only_double_fails(result)
    assert "SIGSEGV" in message(result, "doubles_a_number")


def test_a_memory_bomb_costs_only_its_own_checks(grade):
    bomb = "def double(x):\n    hoard = []\n    while True: hoard.append(bytearray(2**24))"
    result = grade(bomb, MEAN_SQUARE)
    assert only_double_fails(result)
    assert "memory" in message(result, "doubles_a_number").lower()


def test_recursion_without_end_costs_only_its_own_checks(grade):
    recursion = "import sys\nsys.setrecursionlimit(10**9)\ndef double(x):\n    return double(x)"
    assert only_double_fails(grade(recursion, MEAN_SQUARE))


def test_a_cell_that_never_ends_is_run_with_its_definitions_only(grade):
    result = grade(DOUBLE + "\nwhile True: pass", MEAN_SQUARE)
    assert result.score == 9
    assert any("only its definitions were used" in notice for notice in result.notices)


def test_a_cell_that_kills_the_process_even_so_is_left_out(grade):
    deadly = DOUBLE + "\ndef f(x=__import__('os')._exit(3)): pass"
    result = grade(deadly, MEAN_SQUARE)
    assert outcomes(result)["mean_of_squares"] == "passed"
    assert outcomes(result)["doubles_a_number"] == "blocked"
    assert any("it was left out" in notice for notice in result.notices)


def test_training_in_an_added_cell_is_not_waited_for(grade):
    training = "import time\nfor epoch in range(300): time.sleep(1)"
    result = grade(training, DOUBLE, MEAN_SQUARE)
    assert result.score == 9
    assert result.duration_s < 20


def test_patched_comparisons_earn_nothing(grade):
    patch = """
        import numpy as np, builtins, unittest
        np.allclose = np.isclose = np.array_equal = lambda *a, **k: True
        np.testing.assert_allclose = lambda *a, **k: None
        class Agrees(float):
            __eq__ = __ge__ = __le__ = lambda self, other: True
            __bool__ = lambda self: True
            __array__ = lambda self, *a, **k: np.full((3, 4), 7.0)
        def double(x):
            return Agrees(7)
    """
    assert only_double_fails(grade(patch, MEAN_SQUARE))


def test_writing_to_the_wire_ends_the_process_and_earns_nothing(grade):
    forger = """
        import os, gc, socket
        def double(x):
            for fd in range(3, 256):
                try: os.write(fd, bytes([0, 0, 0, 1, 0, 0, 0, 0, 0xc3]))
                except OSError: pass
            return 2 * x
    """
    result = grade(forger, MEAN_SQUARE)
    assert only_double_fails(result)


def test_an_answer_sent_ahead_of_its_question_is_not_taken(grade):
    replay = """
        import os, gc
        from autograder.wire import pack
        def double(x):
            for number in range(1, 200):
                for fd in range(3, 64):
                    try: os.write(fd, pack({"id": number, "value": 42}))
                    except OSError: pass
            return 0
    """
    assert only_double_fails(grade(replay, MEAN_SQUARE))


def test_an_exception_with_hostile_text_is_only_text(grade):
    hostile = """
        class Nasty(Exception):
            def __str__(self): return "\\x1b[2J" + "x" * 10**6
        def double(x):
            raise Nasty()
    """
    result = grade(hostile, MEAN_SQUARE)
    assert only_double_fails(result)
    assert len(message(result, "doubles_a_number")) < 2_000
    assert "\x1b" not in message(result, "doubles_a_number")


def test_results_too_large_for_the_wire_fail_that_check(grade):
    assert only_double_fails(
        grade("import numpy as np\ndef double(x):\n    return np.zeros(10**8)", MEAN_SQUARE)
    )


def test_nested_without_end_is_refused(grade):
    endless = "def double(x):\n    y = []\n    y.append(y)\n    return y"
    assert only_double_fails(grade(endless, MEAN_SQUARE))
