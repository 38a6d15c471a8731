"""Every attack on the small course: it earns what its honest part is worth, and harms nothing."""

import pytest

from . import attack as attacks
from .arena import problems

CASES = [pytest.param(one, id=one.name) for one in attacks.on_target()]


@pytest.mark.parametrize("attack", CASES)
def test_an_attack_earns_nothing_and_harms_nobody(attack, arenas):
    assert problems(attack, arenas.report(attack)) == []
