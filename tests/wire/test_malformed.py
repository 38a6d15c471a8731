"""Whatever comes instead of a frame ends in one of the wire's own errors, and soon."""

import io
import pickle  # frames with a pickle in them are among the hostile ones
import random
import struct
import time

import msgpack
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.errors import ValueNotAllowed, WireClosed, WireError, WireTimeout
from autograder.wire import Limits, pack, unpack

LIST, TUPLE, DICT, COMPLEX, ARRAY, SCALAR, TENSOR, HANDLE = range(8)

LIMITS = Limits()


def raw(structure: bytes, data: bytes = b"") -> bytes:
    """A frame with these two parts and a true header."""
    return struct.pack(">II", len(structure), len(data)) + structure + data


def frame(structure, data: bytes = b"") -> bytes:
    """A frame whose structure is msgpack, whatever it says."""
    return raw(msgpack.packb(structure), data)


def ends_well(message: bytes, limits: Limits = LIMITS) -> None:
    """A value comes out, which can be sent on, or one of the errors that mean a bad message."""
    try:
        value = unpack(message, limits)
    except WireError as error:
        assert not isinstance(error, WireClosed | WireTimeout)
        assert len(str(error)) < 400
    else:
        pack(value, limits)


fuzz = settings(deadline=None, max_examples=300)


@fuzz
@given(st.binary(max_size=300))
def test_arbitrary_bytes_end_in_a_value_or_an_error(message):
    ends_well(message)


@fuzz
@given(st.binary(max_size=300), st.binary(max_size=60))
def test_arbitrary_bytes_with_a_true_header_end_in_a_value_or_an_error(structure, data):
    ends_well(raw(structure, data))


STRUCTURES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.integers(0, 9)
    | st.floats()
    | st.text(max_size=5)
    | st.binary(max_size=5)
    | st.sampled_from(["<f4", ">f8", "|b1", "|u1", "<c16", "|O", "<M8[s]", "<U4", "f4", "|V8"])
    | st.builds(msgpack.ExtType, st.integers(0, 127), st.binary(max_size=20))
    | st.builds(msgpack.Timestamp, st.integers(0, 2**34)),
    lambda inner: (
        st.lists(inner, max_size=6)
        | st.tuples(st.integers(0, 7), inner, inner).map(list)
        | st.tuples(st.integers(0, 7), st.lists(inner, max_size=6)).map(lambda t: [t[0], *t[1]])
        | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=20,
)


@fuzz
@given(STRUCTURES, st.binary(max_size=40))
def test_arbitrary_msgpack_ends_in_a_value_or_an_error(structure, data):
    ends_well(frame(structure, data))


@fuzz
@given(
    tag=st.sampled_from([ARRAY, SCALAR, TENSOR]),
    dtype=st.sampled_from(["<f4", ">f8", "|b1", "|u1", "<c16"]),
    shape=st.lists(st.integers(0, 4) | st.integers(-(2**63), 2**64 - 1), max_size=40),
    data=st.binary(max_size=64),
)
def test_arbitrary_shapes_end_in_a_value_or_an_error(tag, dtype, shape, data):
    ends_well(frame([tag, dtype, *shape], data))


def flip(message: bytearray, at: random.Random) -> None:
    message[at.randrange(len(message))] ^= 1 << at.randrange(8)


def cut(message: bytearray, at: random.Random) -> None:
    del message[at.randrange(len(message)) :]


def remove(message: bytearray, at: random.Random) -> None:
    start = at.randrange(len(message))
    del message[start : start + at.randrange(1, 9)]


def splice(message: bytearray, at: random.Random) -> None:
    start, end = sorted(at.choices(range(len(message) + 1), k=2))
    where = at.randrange(len(message) + 1)
    message[where:where] = message[start:end]


def relabel(message: bytearray, at: random.Random) -> None:
    field = at.choice([0, 4])
    message[field : field + 4] = at.choice([0, 1, len(message), 2**20, 2**32 - 1]).to_bytes(
        4, "big"
    )


def restore_header(message: bytearray, at: random.Random) -> None:
    """Make the lengths true again, so that the parts themselves are read."""
    body = max(len(message) - 8, 0)
    structure = at.randrange(body + 1)
    message[:8] = struct.pack(">II", structure, body - structure)


def restore_total(message: bytearray, at: random.Random) -> None:
    if len(message) >= 8:
        structure = min(int.from_bytes(message[:4], "big"), len(message) - 8)
        message[:8] = struct.pack(">II", structure, len(message) - 8 - structure)


MUTATIONS = [flip, flip, flip, cut, remove, splice, relabel, restore_header, restore_total]


@settings(deadline=None, max_examples=400)
@given(data=st.data(), at=st.randoms(use_true_random=False))
def test_a_frame_that_was_tampered_with_ends_in_a_value_or_an_error(values, data, at):
    message = bytearray(pack(data.draw(values)))
    for mutate in data.draw(st.lists(st.sampled_from(MUTATIONS), min_size=1, max_size=6)):
        if message:
            mutate(message, at)
    ends_well(bytes(message))


@settings(deadline=None, max_examples=100)
@given(data=st.data())
def test_a_frame_cut_off_anywhere_is_malformed(values, data):
    message = pack(data.draw(values))
    end = data.draw(st.integers(0, len(message) - 1))
    with pytest.raises(WireError):
        unpack(message[:end])
    with pytest.raises(WireError):
        unpack(message + b"\xc0")


class Boom:
    def __reduce__(self):
        return (pytest.fail, ("a pickle was loaded",))


def npy(array) -> bytes:
    file = io.BytesIO()
    np.save(file, array)
    return file.getvalue()


def nest(depth: int) -> bytes:
    return b"\x92\x00" * depth + b"\xc0"


ONE = np.ones(1).tobytes()
MALFORMED = {
    "nothing": b"",
    "half a header": b"\0\0\0",
    "no structure": raw(b""),
    "data only": raw(b"", b"abc"),
    "more than it says": raw(b"\xc0") + b"\xc0",
    "less than it says": raw(b"\xc0\xc0")[:-1],
    "two values": raw(b"\xc0\xc0"),
    "a byte that msgpack never uses": raw(b"\xc1"),
    "text that is not UTF-8": raw(b"\xa2\xff\xfe"),
    "text with a surrogate": raw(b"\xa3\xed\xa0\x80"),
    "text cut off": raw(b"\xa5ab"),
    "text of four gigabytes": raw(b"\xdb\xff\xff\xff\xff"),
    "bytes of four gigabytes": raw(b"\xc6\xff\xff\xff\xffab"),
    "an integer cut off": raw(b"\xcf\0\0"),
    "a float of 32 bits": raw(b"\xca\0\0\0\0"),
    "a map": frame({"a": 1}),
    "an empty map": frame({}),
    "a map in a list": frame([LIST, {}]),
    "a map of four milliards": raw(b"\xdf\xff\xff\xff\xff"),
    "an extension": frame(msgpack.ExtType(5, b"abc")),
    "an extension of four gigabytes": raw(b"\xc9\xff\xff\xff\xff\x01"),
    "a timestamp": frame(msgpack.Timestamp(1, 1)),
    "a timestamp in a list": frame([LIST, msgpack.Timestamp(1, 1)]),
    "an array without a tag": frame([]),
    "an array header cut off": raw(b"\xdd\0\0"),
    "an array of nothing but its header": raw(b"\x91"),
    "an unknown tag": frame([8]),
    "nested arrays without tags": raw(b"\x91" * 1000),
    "a negative tag": frame([-1]),
    "a tag that is a bool": frame([True, 1]),
    "a tag that is a float": frame([0.0, 1]),
    "a tag that is text": frame(["a"]),
    "a tag that is an array": frame([[0]]),
    "a tag in more bytes than it needs": raw(b"\x91\xcc\x00"),
    "a list with too few elements": raw(b"\x93\x00\x01"),
    "a dict with half a pair": frame([DICT, 1]),
    "a dict with a key twice": frame([DICT, "a", 1, "a", 1]),
    "a dict with True and 1": frame([DICT, True, 1, 1, 1]),
    "a dict with 0.0 and -0.0": frame([DICT, 0.0, 1, -0.0, 1]),
    "a dict with a tuple twice": frame([DICT, [TUPLE, 1], 1, [TUPLE, True], 1]),
    "a complex number of one part": frame([COMPLEX, 1.0]),
    "a complex number of three parts": frame([COMPLEX, 1.0, 2.0, 3.0]),
    "a complex number of integers": frame([COMPLEX, 1, 2]),
    "a complex number of lists": frame([COMPLEX, [LIST], [LIST]]),
    "a handle of two parts": frame([HANDLE, 1, "a"]),
    "a handle with a bool for a number": frame([HANDLE, True, "a", True]),
    "a handle with a number for a bool": frame([HANDLE, 1, "a", 1]),
    "a handle with bytes for a name": frame([HANDLE, 1, b"a", True]),
    "a handle with a list for a name": frame([HANDLE, 1, [LIST], True]),
    "an array without a dtype": frame([ARRAY]),
    "an array of objects": frame([ARRAY, "|O", 1], bytes(8)),
    "an array of text": frame([ARRAY, "<U1", 1], bytes(4)),
    "an array of dates": frame([ARRAY, "<M8[s]", 1], bytes(8)),
    "an array of records": frame([ARRAY, "<i4,<i4", 1], bytes(8)),
    "an array of subarrays": frame([ARRAY, "(2,2)<i4", 1], bytes(16)),
    "an array of voids": frame([ARRAY, "|V8", 1], bytes(8)),
    "an array of long doubles": frame([ARRAY, "<f16", 1], bytes(16)),
    "an array of a dtype in other words": frame([ARRAY, "float64", 1], ONE),
    "an array of a dtype in bytes": frame([ARRAY, b"<f8", 1], ONE),
    "an array of a dtype with a line end": frame([ARRAY, "<f8\n", 1], ONE),
    "an array of a dtype of a megabyte": frame([ARRAY, "<f8" * 300_000, 1], ONE),
    "an array with a negative side": frame([ARRAY, "<f8", -1], ONE),
    "an array with two negative sides": frame([ARRAY, "<f8", -1, -1], ONE),
    "an array with a float for a side": frame([ARRAY, "<f8", 1.0], ONE),
    "an array with a bool for a side": frame([ARRAY, "<f8", True], ONE),
    "an array with nil for a side": frame([ARRAY, "<f8", None], ONE),
    "an array with a list for its shape": frame([ARRAY, "<f8", [LIST, 1]], ONE),
    "an array with a map for its shape": frame([ARRAY, "<f8", {}], ONE),
    "an array of 33 dimensions": frame([ARRAY, "<f8", *[1] * 33], ONE),
    "an array of four milliards of dimensions": raw(b"\xdd\xff\xff\xff\xff\x04\xa3<f8"),
    "an array with too little data": frame([ARRAY, "<f8", 2], ONE),
    "an array with one byte too few": frame([ARRAY, "<f8", 1], ONE[1:]),
    "an array with too much data": frame([ARRAY, "<f8", 1], ONE + b"a"),
    "an array without its data": frame([ARRAY, "<f8"]),
    "two arrays and the data of one": frame([LIST, [ARRAY, "<f8", 1], [ARRAY, "<f8", 1]], ONE),
    "data without an array": frame(None, b"a"),
    "a bool array with a 2": frame([ARRAY, "|b1", 3], bytes([0, 1, 2])),
    "a bool of 255": frame([SCALAR, "|b1"], b"\xff"),
    "a bool tensor of 255": frame([TENSOR, "|b1", 1, 1], b"\xff"),
    "a scalar with a shape": frame([SCALAR, "<f8", 1], ONE),
    "a pickle with a header": raw(pickle.dumps(Boom())),
    "a pickle as an array of objects": frame([ARRAY, "|O", 1], pickle.dumps(Boom())),
    "a file of NumPy's with a pickle": raw(npy(np.array([Boom()], dtype=object))),
}
OVER_A_LIMIT = {
    "a line of HTTP": b"GET / HTTP/1.1\r\n\r\n",
    "a file of NumPy's": npy(np.ones(3)),
    "a pickle": pickle.dumps(Boom()),
    "structure of four gigabytes": b"\xff\xff\xff\xff\0\0\0\0",
    "structure of a byte too many": struct.pack(">II", 2**20 + 1, 0),
    "data of four gigabytes": b"\0\0\0\1\xff\xff\xff\xff\xc0",
    "data of a byte too many": struct.pack(">II", 1, 64 * 2**20 - 8) + b"\xc0",
    "nested 33 deep": raw(nest(33)),
    "nested for a megabyte": raw(nest(2**19 - 1)),
    "nested in every way at once": raw(b"\xdd\xff\xff\xff\xff\x00" * 1000),
    "a list of four milliards": raw(b"\xdd\xff\xff\xff\xff\x00"),
    "a tuple of four milliards": raw(b"\xdd\xff\xff\xff\xff\x01"),
    "a dict of two milliards": raw(b"\xdd\xff\xff\xff\xff\x02"),
    "a megabyte of nils": raw(b"\xdd\x00\x0f\xff\x00\x00" + b"\xc0" * 0xFFEFF),
    "an array of 2**60 bytes": frame([ARRAY, "|u1", 2**60]),
    "an array whose size overflows to 0": frame([ARRAY, "|u1", 2**32, 2**32]),
    "an array whose size overflows to 8": frame([ARRAY, "<f8", 2**61 + 1], ONE),
    "an array of 2**64 - 1 sides": frame([ARRAY, "<f8", *[2**64 - 1] * 32]),
    "an empty array with an endless side": frame([ARRAY, "<f8", 0, 2**63]),
    "a key that is NaN": frame([DICT, float("nan"), 1]),
    "two keys that are NaN": frame([DICT, float("nan"), 1, float("nan"), 1]),
    "a key with NaN in it": frame([DICT, [TUPLE, float("nan")], 1]),
    "a key that is a list": frame([DICT, [LIST, 1], 1]),
    "a key that is a dict": frame([DICT, [DICT], 1]),
    "a key that is an array": frame([DICT, [ARRAY, "<f8"], 1], ONE),
    "a key that is complex": frame([DICT, [COMPLEX, 0.0, 0.0], 1]),
    "a key that is a handle": frame([DICT, [HANDLE, 1, "a", True], 1]),
    "a key that is a tuple with a list": frame([DICT, [TUPLE, [LIST]], 1]),
}


@pytest.mark.parametrize("name", MALFORMED)
def test_what_is_no_message_is_malformed(name):
    with pytest.raises(WireError) as caught:
        unpack(MALFORMED[name])
    assert type(caught.value) is WireError


@pytest.mark.parametrize("name", OVER_A_LIMIT)
def test_what_is_over_a_limit_is_not_allowed(name):
    started = time.monotonic()
    with pytest.raises(ValueNotAllowed):
        unpack(OVER_A_LIMIT[name])
    assert time.monotonic() - started < 1


def colliding_tuples(number: int) -> list[tuple[int, int]]:
    """Different pairs that CPython gives the same hash (Objects/tupleobject.c, xxHash)."""
    one, two, five = 11400714785074694791, 14029467366897019727, 2870177450012600261
    whole, inverse = 2**64, pow(two, -1, 2**64)
    pairs: list[tuple[int, int]] = []
    first = 0
    while len(pairs) < number:
        first += 1
        mixed = (five + first * two) % whole
        mixed = ((mixed << 31 | mixed >> 33) * one) % whole
        second = -mixed * inverse % whole
        second -= whole if second >= 2**63 else 0
        if 1 < abs(second) < 2**61 - 1:
            pairs.append((first, second))
    return pairs


def test_keys_made_to_collide_cost_no_time():
    keys = colliding_tuples(24_000)
    assert len({hash(key) for key in keys[:100]}) == 1
    content = [part for key in keys for part in ([TUPLE, *key], None)]
    message = frame([DICT, *content])
    started = time.monotonic()
    with pytest.raises(WireError, match="collide"):
        unpack(message)
    assert time.monotonic() - started < 2


def test_keys_that_collide_by_chance_are_read(same):
    value = {-1: 0, -2: 0, **{2**61 - 1 + n: n for n in range(5)}, **dict.fromkeys(range(5))}
    assert same(unpack(pack(value)), value)
