"""What goes in comes out, bit for bit; what cannot is refused in a sentence that names it."""

import ast
import collections
import datetime
import decimal
import enum
import fractions
import pickle  # to show that what it can carry the wire refuses
import re
import struct
import sys
import threading
import time
from pathlib import Path

import ml_dtypes
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.errors import UsageError, ValueNotAllowed
from autograder.wire import Handle, Limits, Tensor, pack, unpack


@settings(deadline=None, max_examples=300)
@given(data=st.data())
def test_every_value_comes_back_as_it_was(values, same, data):
    value = data.draw(values)
    assert same(unpack(pack(value)), value)


@settings(deadline=None, max_examples=150)
@given(data=st.data())
def test_an_array_that_arrives_is_one_s_own(some_arrays, data):
    sent = data.draw(some_arrays)
    frame = bytearray(pack([True, sent]))  # the first element leaves the second unaligned
    _, received = unpack(frame)
    before = received.tobytes()
    frame[:] = bytes(len(frame))
    assert received.tobytes() == before == sent.tobytes()
    assert received.flags.owndata and received.flags.writeable and received.flags.aligned


@settings(deadline=None, max_examples=100)
@given(data=st.data())
def test_a_value_has_one_frame(values, data):
    value = data.draw(values)
    frame = pack(value)
    assert pack(unpack(frame)) == frame
    assert pack(unpack(memoryview(frame))) == frame


def test_the_example_in_the_protocol_s_description_is_what_is_sent():
    text = (Path(__file__).parents[2] / "docs" / "protocol.md").read_text(encoding="utf-8")
    value, frame = re.search(
        r"`(\[1.*?\])`, for\s+example, is the frame (.*?)\.", text, re.S
    ).groups()
    assert pack(ast.literal_eval(value)).hex() == re.sub(r"[` \n]", "", frame)


NAN_BITS = {
    "<f2": 0x7C01,
    "<f4": 0x7F800001,
    "<f8": 0x7FF0000000000001,
    ">f4": 0xFFC0BEEF,
    ">f8": 0xFFF8DEADBEEF0001,
}


@pytest.mark.parametrize(("name", "bits"), NAN_BITS.items())
def test_a_nan_keeps_its_payload(name, bits):
    dtype = np.dtype(name)
    raw = bits.to_bytes(dtype.itemsize, "little" if name[0] == "<" else "big")
    array = np.frombuffer(raw * 3, dtype)
    assert unpack(pack(array)).tobytes() == raw * 3
    assert unpack(pack(array[0])).tobytes() == array[0].tobytes()


def test_a_python_float_keeps_the_bits_of_a_signalling_nan():
    (value,) = struct.unpack("<d", (0x7FF0000000000001).to_bytes(8, "little"))
    for received in (unpack(pack(value)), unpack(pack(complex(1, value))).imag):
        assert struct.pack("<d", received) == struct.pack("<d", value)


@pytest.mark.parametrize(
    "value",
    [True, 1, 1.0, 1 + 0j, "1", b"1", (1,), [1], {1: 1}, np.int64(1), np.bool_(True), np.ones(())],
    ids=repr,
)
def test_types_that_compare_as_equal_stay_apart(value, same):
    assert type(unpack(pack(value))) is type(value)
    assert same(unpack(pack(value)), value)


@pytest.mark.parametrize(
    "value", [-(2**63), -1, 0, 2**63, 2**64 - 1, -0.0, float("-inf")], ids=repr
)
def test_the_ends_of_the_ranges_are_carried(value, same):
    assert same(unpack(pack(value)), value)


def test_c_s_long_long_arrives_as_the_int_of_the_same_size():
    assert unpack(pack(np.longlong(-5))) == np.int64(-5)
    assert unpack(pack(np.arange(3, dtype=np.ulonglong))).dtype == np.uint64


def test_a_dict_keeps_its_order_and_all_kinds_of_keys(same):
    value = {None: 1, True: 2, 2: 3, 0.5: 4, "a": 5, b"a": 6, ("a", 1, None): 7, (): 8}
    assert same(unpack(pack(value)), value)


class Number(int):
    pass


class Fraction64(float):
    pass


class Text(str):
    pass


class Data(bytes):
    pass


class Row(list):
    pass


class Pair(tuple):
    pass


class Table(dict):
    pass


class Agrees(np.ndarray):
    def __eq__(self, other):
        return True

    __hash__ = None


class Scalar(np.float64):
    pass


class Grip(Handle):
    pass


Point = collections.namedtuple("Point", "x y")
Colour = enum.IntEnum("Colour", "RED")

REFUSED = {
    "set": {1},
    "frozenset": frozenset(),
    "bytearray": bytearray(),
    "memoryview": memoryview(b""),
    "range": range(3),
    "generator": (n for n in [1]),
    "type": int,
    "function": test_types_that_compare_as_equal_stay_apart,
    "object": object(),
    "Decimal": decimal.Decimal(1),
    "Fraction": fractions.Fraction(1, 2),
    "datetime": datetime.datetime(2000, 1, 1),
    "ellipsis": ...,
    "NotImplementedType": NotImplemented,
    "ValueError": ValueError(),
    "PickleBuffer": pickle.PickleBuffer(b""),
    "DataFrame": pd.DataFrame(),
    "Number": Number(1),
    "Colour": Colour.RED,
    "Fraction64": Fraction64(1),
    "Text": Text("a"),
    "Data": Data(b"a"),
    "Row": Row(),
    "Pair": Pair(),
    "Point": Point(1, 2),
    "Table": Table(),
    "OrderedDict": collections.OrderedDict(),
    "defaultdict": collections.defaultdict(int),
    "Grip": Grip(1, "a", False),
    "Agrees": np.zeros(3).view(Agrees),
    "matrix": np.zeros((1, 1)).view(np.matrix),
    "MaskedArray": np.ma.zeros(3),
    "recarray": np.recarray(3, dtype=[("a", int)]),
    "Scalar": Scalar(1),
    "str_": np.str_("a"),
    "bytes_": np.bytes_(b"a"),
    "datetime64": np.datetime64("2000-01-01"),
    "longdouble": np.longdouble(1),
    "void": np.void(b"a"),
    "bfloat16": ml_dtypes.bfloat16(1),
}
ARRAYS = {
    "object": np.array([None]),
    "<U1": np.array(["a"]),
    "|S1": np.array([b"a"]),
    "datetime64": np.array(["2000-01-01"], dtype="M8[D]"),
    "timedelta64": np.array([1], dtype="m8[s]"),
    "[('a', '<i8')]": np.zeros(1, dtype=[("a", "i8")]),
    "float128": np.zeros(1, dtype=np.longdouble),
    "complex256": np.zeros(1, dtype=np.clongdouble),
    "|V3": np.zeros(1, dtype="V3"),
    "bfloat16": np.zeros(1, dtype=ml_dtypes.bfloat16),
    "float8_e4m3fn": np.zeros(1, dtype=ml_dtypes.float8_e4m3fn),
    "StringDType": np.array(["a"], dtype=np.dtypes.StringDType()),
}


@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.parametrize("place", ["alone", "in a list", "as a dict's value", "as a tensor"])
def test_a_type_that_is_not_carried_is_refused_by_name(name, place):
    value = REFUSED[name]
    places = {"alone": value, "in a list": [value], "as a dict's value": {"a": value}}
    with pytest.raises(ValueNotAllowed, match=rf"\b{name}\b"):
        pack(Tensor(value) if place == "as a tensor" else places[place])


@pytest.mark.parametrize("name", ARRAYS)
def test_an_array_of_another_dtype_is_refused_by_name(name):
    if name in {"float128", "complex256"} and np.dtype(np.longdouble).itemsize == 8:
        pytest.skip("this machine's long double is a double")
    for value in (ARRAYS[name], Tensor(ARRAYS[name])):
        with pytest.raises(ValueNotAllowed) as caught:
            pack(value)
        assert name in str(caught.value)


@pytest.mark.parametrize("value", [2**64, -(2**63) - 1, 10**1000])
def test_an_integer_of_more_than_64_bits_is_refused(value):
    with pytest.raises(ValueNotAllowed, match=f"int of {value.bit_length()} bits"):
        pack([value])


def test_half_of_a_surrogate_pair_is_refused():
    with pytest.raises(ValueNotAllowed, match="surrogate"):
        pack("\ud800")


def test_a_bool_array_with_other_bytes_is_refused():
    with pytest.raises(ValueNotAllowed, match="bool"):
        pack(np.array([0, 1, 2], dtype=np.uint8).view(bool))


def test_an_array_of_too_many_dimensions_is_refused():
    assert unpack(pack(np.zeros((1,) * 32))).ndim == 32
    with pytest.raises(ValueNotAllowed, match="33 dimensions"):
        pack(np.zeros((1,) * 33))


@pytest.mark.parametrize(
    "key", [1j, (1, (2,)), np.int64(1), frozenset(), ("a", 1j), Number(1)], ids=repr
)
def test_a_key_that_is_no_scalar_is_refused(key):
    with pytest.raises(ValueNotAllowed, match="key"):
        pack({key: 1})


@pytest.mark.parametrize("key", [float("nan"), (1, float("nan"))], ids=repr)
def test_nan_is_refused_as_a_key(key):
    with pytest.raises(ValueNotAllowed, match="NaN"):
        pack({key: 1})


@pytest.mark.parametrize(
    "handle",
    [Handle(1.0, "a", True), Handle(True, "a", True), Handle(1, b"a", True), Handle(1, "a", 1)],
)
def test_a_handle_with_parts_of_other_types_is_refused(handle):
    with pytest.raises(ValueNotAllowed, match="handle"):
        pack(handle)


def nested(depth, kind=list):
    value = 1
    for _ in range(depth):
        value = {"a": value} if kind is dict else kind([value])
    return value


@pytest.mark.parametrize("kind", [list, tuple, dict])
def test_values_may_be_nested_to_the_limit_and_no_deeper(kind, same):
    deepest = nested(32, kind)
    assert same(unpack(pack(deepest)), deepest)
    with pytest.raises(ValueNotAllowed, match="nested more than 32 deep"):
        pack(nested(33, kind))
    with pytest.raises(ValueNotAllowed, match="nested more than 32 deep"):
        unpack(pack(nested(33, kind), Limits(depth=100)))


def test_the_deepest_that_may_be_asked_for_needs_no_more_of_the_stack_than_there_is():
    limits = Limits(depth=100)
    assert unpack(pack(nested(100, dict), limits), limits) == nested(100, dict)


@pytest.mark.parametrize("wide", [1, 3])
def test_what_contains_itself_is_refused(wide):
    loop: list = []
    loop.extend([loop] * wide)
    table = {"a": loop}
    loop.append(table)
    for value in (loop, table, (loop,)):
        with pytest.raises(ValueNotAllowed, match="contains itself"):
            pack(value)


def test_what_shares_parts_without_end_is_refused():
    value: list = []
    for _ in range(30):
        value = [value, value]  # a milliard of lists, if each were written
    with pytest.raises(ValueNotAllowed, match="elements"):
        pack(value, Limits(items=10_000))


def refused_by_both(value, limits, match):
    """Whoever sends and whoever receives keeps the limit."""
    with pytest.raises(ValueNotAllowed, match=match):
        pack(value, limits)
    with pytest.raises(ValueNotAllowed, match=match):
        unpack(pack(value), limits)


def test_the_number_of_items_is_bounded():
    limits = Limits(items=10)
    for value in ([1] * 9, [[], [], (1, 2), {"a": 1}][:4], dict.fromkeys(range(4))):
        assert unpack(pack(value, limits), limits) == value
    for value in ([1] * 10, [[1, 2]] * 4, dict.fromkeys(range(5))):
        refused_by_both(value, limits, "elements")


def test_the_size_of_what_is_no_array_is_bounded():
    limits = Limits(structure_bytes=100)
    assert unpack(pack("a" * 90, limits), limits) == "a" * 90
    for value in ("a" * 100, b"a" * 100, "é" * 60, ["a" * 60, "b" * 60], [2**60] * 20):
        refused_by_both(value, limits, "without its arrays")


def test_the_size_of_a_frame_is_bounded():
    limits = Limits(frame_bytes=1000)
    assert unpack(pack(np.zeros(120), limits), limits).shape == (120,)
    for value in (np.zeros(125), [np.zeros(62), np.zeros(62)], [Tensor(np.zeros(126, "c16"))]):
        refused_by_both(value, limits, "smaller arrays")


@pytest.mark.parametrize("shape", [(2**40,), (2**31, 2**31), (0, 2**40), (2**62, 0)])
def test_an_array_that_only_seems_large_is_refused_before_it_is_copied(shape):
    array = np.lib.stride_tricks.as_strided(np.zeros(1, "i1"), shape, (0,) * len(shape))
    with pytest.raises(ValueNotAllowed, match="smaller arrays"):
        pack(array)


@pytest.mark.parametrize(
    "wrong",
    [{"depth": 0}, {"depth": 101}, {"items": 0}, {"frame_bytes": 2**32}, {"structure_bytes": -1}],
)
def test_limits_that_cannot_be_kept_are_refused(wrong):
    (name,) = wrong
    with pytest.raises(UsageError, match=name):
        Limits(**wrong)


@pytest.fixture
def eager_threads():
    """Threads that take turns a thousand times as often as they normally do."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(5e-6)
    yield
    sys.setswitchinterval(interval)


def test_a_list_that_a_thread_changes_is_sent_as_it_was_at_one_moment(eager_threads):
    shared, done = [1] * 5000, threading.Event()

    def change():
        while not done.is_set():
            del shared[:2500]
            time.sleep(0.0005)
            shared.extend([2] * 2500)
            time.sleep(0.0005)

    thread = threading.Thread(target=change)
    thread.start()
    try:
        for _ in range(30):
            assert len(unpack(pack(shared))) in {2500, 5000}
    finally:
        done.set()
        thread.join()
