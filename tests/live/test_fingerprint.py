"""When an answer counts as changed, and when not."""

import functools

import pytest

from autograder.live.memory import answer_of

LOSS = "def loss(a, b):\n    return helper(a - b) / scale\n"
HELPER = "def helper(e):\n    return e * e\n"
SCALE = "scale = 2.0\n"
LAYER = "class loss:\n    rate = 1\n    def call(self, x, n=3):\n        return helper(x) + n\n"
CLOSURE = "def make(n):\n    return lambda x: x + n\nloss = make({})\n"
WRAPPED = "def outer(f):\n    g = lambda *a: f(*a)\n    g.__wrapped__ = f\n    return g\n"


def answer(*code):
    namespace = {"__name__": "__main__", "functools": functools}
    for part in code:
        exec(part, namespace)
    return answer_of(namespace, "loss")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ([LOSS, HELPER, SCALE], [LOSS, HELPER, SCALE]),
        ([LOSS, HELPER, SCALE], ["# a comment\n\n" + LOSS, HELPER, SCALE]),
        ([LOSS, HELPER, SCALE], ["unused = 1", LOSS, HELPER, SCALE]),
        ([LAYER, HELPER], [HELPER, LAYER]),
        ([CLOSURE.format(1)], [CLOSURE.format(1)]),
    ],
    ids=["run again", "a comment", "something else", "another order", "a closure"],
)
def test_the_same_answer_stays_the_same(first, second):
    assert answer(*first) == answer(*second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ([LOSS, HELPER, SCALE], [LOSS.replace("-", "+"), HELPER, SCALE]),
        ([LOSS, HELPER, SCALE], [LOSS, HELPER.replace("e * e", "abs(e)"), SCALE]),
        ([LOSS, HELPER, SCALE], [LOSS, HELPER, "scale = 3.0\n"]),
        ([LAYER, HELPER], [LAYER.replace("n=3", "n=4"), HELPER]),
        ([LAYER, HELPER], [LAYER.replace("rate = 1", "rate = 2"), HELPER]),
        ([LAYER, HELPER], [LAYER, HELPER.replace("e * e", "e")]),
        ([CLOSURE.format(1)], [CLOSURE.format(2)]),
        (
            [WRAPPED, "@outer\ndef loss(a): return a"],
            [WRAPPED, "@outer\ndef loss(a): return -a"],
        ),
        ([LOSS, HELPER, SCALE], []),
        (["loss = 1"], ["loss = 2"]),
        (["loss = functools.partial(max, 1)"], ["loss = functools.partial(max, 2)"]),
    ],
    ids=[
        "its code", "a helper", "a constant outside", "a default", "an attribute",
        "a helper of a method", "what a closure holds", "inside a decorator", "it is gone",
        "a number", "a partial function",
    ],
)  # fmt: skip
def test_another_answer_is_another_one(first, second):
    assert answer(*first) != answer(*second)


def test_an_object_that_refuses_to_be_looked_at_is_no_error():
    class Hostile:
        def __getattr__(self, name):
            raise RuntimeError(name)

    thing = Hostile()
    assert answer_of({"loss": thing}, "loss") == answer_of({"loss": thing}, "loss")
    assert answer_of({"loss": thing}, "loss") != answer_of({"loss": Hostile()}, "loss")


def test_functions_that_call_each_other_come_to_an_end():
    even = "def loss(n): return n == 0 or odd(n - 1)"
    odd = "def odd(n): return n != 0 and loss(n - 1)"
    assert answer(even, odd) == answer(even, odd)
    assert answer(even, odd) != answer(even, odd.replace("!=", "=="))
