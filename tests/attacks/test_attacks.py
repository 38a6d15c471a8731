"""Every attack of the suite earns what its honest part is worth, and harms nothing."""

import pytest

from . import attack as attacks
from .arena import earned, problems


@pytest.mark.parametrize("attack", attacks.on_target(), ids=lambda one: one.name)
def test_an_attack_earns_nothing_and_harms_nobody(attack, arenas):
    assert problems(attack, arenas.report(attack)) == []


@pytest.mark.parametrize("attack", attacks.on_assignments(), ids=lambda one: one.name)
def test_a_claim_about_a_real_assignment_earns_nothing(attack, answers):
    assert earned(attack, answers[attack.name]) == []


def test_there_are_a_hundred_attacks_and_several_in_every_class():
    every = attacks.all_attacks()
    assert len(every) >= 100
    for kind in attacks.CLASSES:
        assert sum(one.kind == kind for one in every) >= 5, kind


@pytest.mark.parametrize("attack", attacks.all_attacks(), ids=lambda one: one.name)
def test_an_attack_says_what_it_tries_against_what_and_what_must_happen(attack):
    assert "Against: " in attack.says
    assert "Must happen: " in attack.says
    assert attack.process in ("holds", "open", "never")
    assert {"refused", "shows"} & {*attack.fields}
