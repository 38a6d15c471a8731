"""The eight bytes before every message: how long its two parts are."""

import struct

from autograder.errors import WireError
from autograder.wire.limits import Limits

_LENGTHS = struct.Struct(">II")
SIZE = _LENGTHS.size


def write(structure: int, data: int, limits: Limits) -> bytes:
    """The header of a message with parts of these lengths in bytes."""
    limits.check_structure(structure)
    limits.check_frame(SIZE + structure + data)
    return _LENGTHS.pack(structure, data)


def read(header: bytes | bytearray | memoryview, limits: Limits) -> tuple[int, int]:
    """The lengths of structure and data, both within the limits."""
    if len(header) < SIZE:
        raise WireError(f"A message of {len(header)} bytes came, which has no whole header.")
    structure, data = _LENGTHS.unpack_from(header)
    if structure == 0:
        raise WireError("A message came that says it has no content; it must hold one value.")
    limits.check_structure(structure)
    limits.check_frame(SIZE + structure + data)
    return structure, data
