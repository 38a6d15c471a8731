"""The benchmarks measure what they say: their course verifies, and all systems get the same."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

import autograder
from autograder.course import load, stale

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"
COURSE = BENCHMARKS / "course"
EXERCISES = {
    "regression": ["SimpleQuadratic", "rmse", "fit_line"],
    "regression_without_fit": ["SimpleQuadratic", "rmse"],
}


def code(notebook) -> list[str]:
    return ["".join(c["source"]) for c in notebook["cells"] if c["cell_type"] == "code"]


def python(*words: object, cwd: Path) -> str:
    done = subprocess.run(
        [sys.executable, *map(str, words)],
        cwd=cwd, capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_both_references_get_full_marks(isolating):
    course = load(COURSE)
    references = [assignment.reference_ipynb for assignment in course.assignments.values()]
    document = autograder.grade(references, course=COURSE, sandbox=isolating, trust=True)
    assert not document.failures
    assert {r.assignment: r.score == r.max_score for r in document.results} == dict.fromkeys(
        EXERCISES, True
    )


def test_what_is_released_is_up_to_date():
    assert [s for assignment in load(COURSE).assignments.values() for s in stale(assignment)] == []


def test_every_slip_is_found_and_every_right_answer_passes(isolating, tmp_path):
    from submissions import SLIPS, WRONG, answered, stub, submissions, take, write
    from systems import wrong_verdicts

    given = take(submissions("regression"), WRONG * len(SLIPS))
    given = [s for s in given if not s.right] + given[:1]
    paths = [
        write(answered(stub("regression"), s.answers), tmp_path / f"{s.name}.ipynb") for s in given
    ]
    document = autograder.grade(paths, course=COURSE, sandbox=isolating, trust=True)
    verdicts = {Path(r.submission).stem: r.score == r.max_score for r in document.results}
    assert wrong_verdicts("ours", given, verdicts) == []


def test_a_verdict_that_is_wrong_or_missing_is_said():
    from submissions import submissions, take
    from systems import wrong_verdicts

    right, _, _, wrong = take(submissions("regression"), 4)
    assert wrong_verdicts("otter", [right, wrong], {right.name: True, wrong.name: True}) == [
        "otter: student0004 is wrong, and was found right"
    ]
    assert wrong_verdicts("otter", [right], {}) == [
        "otter: student0001 is right, and was found not graded"
    ]


def test_no_two_submissions_compute_with_the_same_code():
    from submissions import submissions, take

    given = take(submissions("regression"), 40)
    for exercise in EXERCISES["regression"]:
        assert len({ast.dump(ast.parse(s.answers[exercise])) for s in given}) == len(given)


@pytest.mark.parametrize("assignment", EXERCISES)
def test_the_notebook_for_other_graders_has_nothing_of_ours(assignment):
    from submissions import answers_in, portable, stub

    plain = portable(stub(assignment))
    assert list(answers_in(plain)) == EXERCISES[assignment]
    assert len(code(plain)) == 1 + len(EXERCISES[assignment])
    assert "autograder" not in json.dumps(plain)


def test_nbgrader_and_otter_get_the_same_assertions():
    from assertions import assertions_of
    from submissions import portable, stub, test_file, with_test_cells

    tests = {exercise: assertions_of(exercise) for exercise in EXERCISES["regression"]}
    names = [name for of_one in tests.values() for name in of_one]
    assert len(names) == 5
    tested = with_test_cells(portable(stub("regression")), tests)
    graded = [c for c in tested["cells"] if c["metadata"].get("nbgrader", {}).get("grade")]
    assert [c["metadata"]["nbgrader"]["grade_id"] for c in graded] == names
    for text in [*code(tested), *(test_file(name, tests[name]) for name in tests)]:
        ast.parse(text)


BURN = "import time\nwhile time.process_time() < 0.5: pass"


@pytest.fixture
def cost(tmp_path):
    """`cost(program)`: what `measure` says of a Python program: CPU seconds, peak in MiB."""

    def measured(program: str) -> tuple[float, float]:
        said = python(
            "-c",
            f"import sys; sys.path.insert(0, {str(BENCHMARKS)!r})\n"
            "from pathlib import Path\n"
            "from measure import measure\n"
            f"run = measure([sys.executable, '-c', {program!r}], 1, Path('log'))\n"
            "print(run.cpu_s, run.peak_mib)",
            cwd=tmp_path,
        )
        cpu_s, peak_mib = map(float, said.split())
        return cpu_s, peak_mib

    return measured


def test_an_orphan_that_outlives_its_command_is_waited_for_and_counted(cost):
    cpu_s, peak_mib = cost(
        "import subprocess, sys\n"
        f"subprocess.Popen([sys.executable, '-c', {BURN!r}], start_new_session=True)"
    )
    assert 0.5 < cpu_s < 5
    assert peak_mib > 1


def test_a_process_that_nobody_waits_for_is_counted(cost):
    from account import Account

    with Account() as account:
        if account.seconds is None:
            pytest.skip("no control group can be made here")
    cpu_s, _ = cost(
        "import signal, subprocess, sys, time\n"
        "signal.signal(signal.SIGCHLD, signal.SIG_IGN)\n"
        f"subprocess.Popen([sys.executable, '-c', {BURN!r}])\n"
        "time.sleep(3)"
    )
    assert cpu_s > 0.5


def test_starting_up_is_taken_out_by_the_slope():
    from measure import Cost, Run, further

    runs = [Run(n, wall_s=3 + 0.5 * n, cpu_s=5 + 2 * n, peak_mib=1) for n in (2, 8, 24)]
    cost = further(runs)
    assert cost == Cost(pytest.approx(0.5), pytest.approx(2))


def test_ours_gives_nothing_to_the_attacks_and_all_points_to_the_reference(namespaces):
    from attacks import REFERENCE, systems_of, try_all
    from hostile import ATTACKS, NOTHING

    assert len(ATTACKS) >= 12
    chosen = [NOTHING, *ATTACKS[:3], *ATTACKS[-2:]]
    with systems_of(["ours"]) as systems:
        rows = try_all(systems, chosen)
    assert rows.pop(REFERENCE) == {"ours": 4}
    assert rows == {attack.name: {"ours": 0} for attack in chosen}


def test_a_point_for_an_attack_is_said():
    from attacks import NO_GRADE, REFERENCE, complaints
    from hostile import ATTACKS, NOTHING

    held = {REFERENCE: {"ours": 4}, NOTHING.name: {"ours": 0}, ATTACKS[0].name: {"ours": 0}}
    assert complaints(held) == []
    for points in (1, NO_GRADE):
        bought = held | {ATTACKS[0].name: {"ours": points}}
        assert complaints(bought) == [f"ours gives {points} to “{ATTACKS[0].name}”"]


def test_every_attack_is_python():
    from hostile import ATTACKS

    for attack in ATTACKS:
        for source in attack.answers.values():
            ast.parse(source)


def test_simulated_gradings_come_through_the_real_engine():
    from scale import ROOT, run

    row = run(load(ROOT), count=6, workers=2, compression=5000)
    assert row["submissions"] == 6
    assert row["slept, ms"] > 0
    assert row["CPU of the scheduler, ms"] > 0


def test_real_gradings_are_measured_of_each_kind(isolating):
    from measuring import measure_all

    found = measure_all(load(COURSE), "regression_without_fit", isolating, 1)
    assert {kind: len(known.durations_s) for kind, known in found.kinds.items()} == {
        "stub": 1,
        "reference": 1,
    }
    assert found.kinds["reference"].template.score == 4


def test_whoever_comes_waits_for_the_first_free_worker():
    from deadline_night import waits

    assert waits([0, 1, 2, 20], [10, 10, 10, 10], 1) == [0, 9, 18, 10]
    assert waits([0, 1, 2, 20], [10, 10, 10, 10], 2) == [0, 0, 8, 0]


def test_more_come_as_the_deadline_comes_nearer():
    import random

    from deadline_night import HOURS, arrivals

    came = arrivals(2000, random.Random(0))
    assert came == sorted(came)
    assert 0 <= came[0] <= came[-1] <= HOURS * 3600
    assert abs(len(came) - 2000) < 300
    last_hour = sum(at > (HOURS - 1) * 3600 for at in came)
    assert 0.2 < last_hour / len(came) < 0.4


def test_the_queue_is_run_by_the_engine_as_it_is_computed():
    from deadline_night import compare
    from simulated import measured

    found = compare(measured(), 8, 2, compression=1000, load_=0.9)
    assert found["computed (G/G/c)"] >= 0
    assert found["run by the real engine"] > 0
