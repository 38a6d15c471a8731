"""What a person sees while submissions are graded, on a real terminal and elsewhere."""

import fcntl
import os
import pty
import re
import shutil
import struct
import subprocess
import sys
import termios
from textwrap import dedent

import pytest

from autograder.cli.display import cut
from autograder.cli.pace import Pace, clock_time, spoken

RIGHT = (
    "def double(x):\n    return 2 * x",
    "import tensorflow as tf\ndef mean_square(x):\n    return tf.reduce_mean(x ** 2)",
)
SANDBOX = "Students' code runs in namespaces of its own (sandbox: namespace)."
HOSTILE = "a[bold]\x1b[2J\x1b]0;owned\x07\nz.ipynb"
HARMLESS = r"a[bold]\x1b[2J\x1b]0;owned\x07\nz.ipynb"

PRELUDE = """
import sys, threading, time
from pathlib import Path
from autograder.cli.log import logging_to
from autograder.cli.progress import Progress, VerdictProgress
from autograder.results import Failure, SubmissionResult, Verdict

def right(name, cached=False):
    return SubmissionResult(submission=name, assignment="a", score=5, max_score=9, seed=1,
                            duration_s=1, sandbox="namespace", checks=(), cached=cached)

def wrong(name, reason="is no notebook"):
    return Failure(submission=name, reason=reason)

def verdict(name, problem=""):
    return Verdict(assignment="a", exercise="f", kind="mutant", name=name, right=not problem,
                   score=0, max_score=1, killed_by=None, problem=problem, duration_s=1,
                   measures={})

def look():
    time.sleep(0.7)  # the bar is drawn four times a second
"""


class Screen:
    """What stands on a terminal after all that was written to it; long lines are wrapped."""

    KNOWN = re.compile(
        r"\x1b\[(?P<n>\d*)(?P<what>[AK])|\x1b\[[\d;]*m|\x1b\[\?25[hl]|(?P<text>[^\x1b])"
    )

    def __init__(self, width):
        self.width = width
        self.rows = [""]
        self.row = self.column = 0

    def feed(self, text):
        position = 0
        while position < len(text):
            found = self.KNOWN.match(text, position)
            assert found, f"an unknown sequence: {text[position : position + 20]!r}"
            position = found.end()
            if found["what"] == "A":
                self.row = max(0, self.row - int(found["n"] or 1))
            elif found["what"] == "K":
                assert found["n"] == "2"
                self.rows[self.row] = ""
            elif found["text"]:
                self.put(found["text"])

    def put(self, character):
        if character == "\r":
            self.column = 0
        elif character == "\n":
            self.down()
        else:
            assert character.isprintable(), repr(character)
            if self.column == self.width:
                self.down()
                self.column = 0
            row = self.rows[self.row].ljust(self.column)
            self.rows[self.row] = row[: self.column] + character + row[self.column + 1 :]
            self.column += 1

    def down(self):
        self.row += 1
        if self.row == len(self.rows):
            self.rows.append("")

    def wrap_anew(self, width):
        """What a terminal does with its lines when it is resized; the cursor is in the last."""
        self.width = width
        self.rows = [
            row[at : at + width] for row in self.rows for at in range(0, max(1, len(row)), width)
        ]
        self.row, self.column = len(self.rows) - 1, len(self.rows[-1])

    def lines(self):
        return [row.rstrip() for row in self.rows if row.strip()]


class Shown:
    """All that a program wrote to its terminal, and each picture that it drew there."""

    def __init__(self, width):
        self.raw = ""
        self.screen = Screen(width)
        self.pictures = []

    def add(self, text):
        self.raw += text
        for part in re.split(r"(?=\r\x1b\[2K)", text):  # a drawing begins like this
            self.pictures.append(self.screen.lines())
            self.screen.feed(part)

    def picture_with(self, *words):
        for picture in self.pictures:
            if all(any(word in line for line in picture) for word in words):
                return picture
        raise AssertionError(f"{words} were never seen together in {self.pictures}")


def set_size(terminal, columns, rows):
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def on_terminal(command, columns=100, rows=30, narrowed_to=None, **options):
    """Run a command on a terminal of its own; narrow that once a bar has been drawn."""
    ours, theirs = pty.openpty()
    set_size(theirs, columns, rows)
    env = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "LINES", "NO_COLOR")}
    env |= {"TERM": "xterm-256color", **options.pop("env", {})}
    streams = {"stdin": theirs, "stdout": theirs, "stderr": theirs} | options
    process = subprocess.Popen(command, env=env, **streams)
    os.close(theirs)
    shown, rest = Shown(columns), b""
    while data := read(ours):
        text = (rest + data).decode(errors="ignore")
        rest = (rest + data)[len(text.encode()) :]
        # a sequence or line end that was cut off comes whole with the next piece
        if part := re.search(r"(\x1b[^a-zA-Z]*|\r)\Z", text):
            text, rest = text[: part.start()], part[0].encode() + rest
        shown.add(text)
        if narrowed_to and any(" left" in line for line in shown.screen.lines()):
            set_size(ours, narrowed_to, rows)
            shown.screen.wrap_anew(narrowed_to)
            narrowed_to = None
    os.close(ours)
    assert process.wait(60) == 0, shown.raw
    return shown


def read(terminal):
    try:
        return os.read(terminal, 65536)
    except OSError:  # nobody has the other end any more
        return b""


def script(text):
    return [sys.executable, "-c", PRELUDE + dedent(text)]


def plain(text, **options):
    return subprocess.run(script(text), capture_output=True, text=True, check=True, **options)


class Clock:
    """Tells the time that a test sets."""

    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def pace(clock):
    """`pace(total, [(begin, end, name), …])`: what is known when the last of them has ended."""

    def run(total, flights, **ending):
        clock.now = 0.0
        made = Pace(total, clock)
        events = [(at, 1, name) for at, _, name in flights]
        events += [(at, 0, name) for _, at, name in flights if at is not None]
        for clock.now, begins, name in sorted(events):
            if begins:
                made.begin(name)
            else:
                made.end(name, **ending)
        return made

    return run


def test_two_at_a_time_of_ten_seconds_are_twelve_a_minute(pace):
    two = pace(24, [(0, 10, "a"), (0, 10, "b")])
    assert two.per_minute == pytest.approx(12)
    assert two.left_s == pytest.approx(110)


def test_nothing_is_foretold_before_one_is_graded(pace):
    none = pace(3, [(0, None, "a"), (5, None, "b")])
    assert (none.per_minute, none.left_s) == (None, None)


def test_starting_up_is_elapsed_time_but_not_part_of_the_estimate(pace):
    late = pace(3, [(60, 70, "a")])
    assert late.elapsed_s == 70
    assert late.left_s == pytest.approx(20)


def test_the_first_of_two_gives_the_same_estimate_as_both(pace):
    first = pace(24, [(0, 10, "a"), (0, None, "b")])
    assert first.per_minute == pytest.approx(12)
    # 22 more of ten seconds, two at a time, and the other one that is as good as done
    assert first.left_s == pytest.approx(110)


def test_time_left_runs_down_between_results(pace, clock):
    running = pace(3, [(0, 10, "a"), (10, None, "b")])
    clock.now = 14
    assert running.left_s == pytest.approx(16)
    clock.now = 40  # longer than any before it
    assert running.left_s == pytest.approx(10)


def test_the_last_one_is_not_thought_to_be_two_at_a_time(pace, clock):
    flights = [(0, 10, "a"), (0, 10, "b"), (10, None, "c")]
    assert pace(3, flights).left_s == pytest.approx(10)


@pytest.mark.parametrize("order", ["before", "after", "among"])
def test_results_from_the_cache_do_not_spoil_the_estimate(clock, order):
    made = Pace(1100, clock)

    def cached(number):
        for _ in range(number):
            made.begin("cached")
            clock.now += 0.05
            made.end("cached", graded=False, cached=True)

    cached(1000 if order == "before" else 0)
    for _ in range(10):
        made.begin("graded")
        clock.now += 6
        made.end("graded")
        cached(100 if order == "among" else 0)
    cached(1000 if order == "after" else 0)
    assert made.per_minute == pytest.approx(10)
    assert made.left_s == pytest.approx(90 * 6)
    assert made.cached == 1000


def test_what_could_not_be_graded_at_once_does_not_make_the_rest_look_fast(clock):
    made = Pace(4, clock)
    for seconds, graded in ((0.01, False), (8, True)):
        made.begin("a")
        clock.now += seconds
        made.end("a", graded=graded)
    assert made.left_s == pytest.approx(16)


def test_all_is_done_when_nothing_is_left(pace):
    assert pace(1, [(0, 3, "a")]).left_s == 0


def test_the_closing_line_says_how_long_it_took(clock):
    made = Pace(24, clock)
    for number in range(24):
        made.begin(number)
        clock.now += 0.5
        made.end(number, graded=number < 4, cached=number >= 4)
    assert made.summary() == "24 submissions in 12 s, 0.5 s each; 20 of them from the cache"


def test_the_closing_line_of_an_interrupted_run_says_how_far_it_came(pace):
    assert pace(3, [(0, 4, "a")]).summary() == "1 of 3 submissions in 4 s"
    assert pace(1, [(0, 4, "a")]).summary() == "1 submission in 4 s"


def test_long_names_lose_their_middle_whatever_is_in_them():
    assert cut("short.ipynb", 11) == "short.ipynb"
    assert cut("a_rather_long_name.ipynb", 13) == "a_rath….ipynb"
    assert cut("文件名很长很长很长.ipynb", 12) == "文件名…ipynb"
    for width in range(1, 30):
        assert len(cut("x" * 40, width)) == width


def test_durations_are_written_as_people_say_them():
    seconds = (0.004, 0.049, 0.5, 9.94, 12.4, 60, 312, 7500)
    assert [spoken(s) for s in seconds] == [
        *("0 s", "0.05 s", "0.5 s", "9.9 s", "12 s", "1 min 0 s", "5 min 12 s", "2 h 5 min")
    ]
    assert [clock_time(s) for s in (0, 5, 725, 3725)] == ["0:00", "0:05", "12:05", "1:02:05"]


def test_the_bar_shows_what_is_in_flight_and_leaves_only_failures():
    shown = on_terminal(
        script("""
        with logging_to(None), Progress(3, "namespace") as progress:
            progress.step(Path("class/anna.ipynb"), "reading")
            progress.step(Path("class/ben.ipynb"), "Doubles a number")
            look()
            progress.done(right("class/anna.ipynb"))
            look()
            progress.step(Path("class/ben.ipynb"), "Averages the squares")
            look()
            progress.done(wrong("class/ben.ipynb"))
            look()
        print("the end")
        """)
    )
    first = shown.picture_with("0/3", "anna.ipynb", "reading", "ben.ipynb", "Doubles a number")
    assert not any("left" in line for line in first)
    later = shown.picture_with("1/3", "a minute", "left", "Averages the squares")
    assert not any("anna" in line for line in later)
    last = shown.picture_with("2/3")
    assert "class/ben.ipynb: is no notebook" in last
    assert not any("Averages" in line for line in last)
    assert shown.screen.lines() == [SANDBOX, "class/ben.ipynb: is no notebook", "the end"]


def test_cached_results_and_failures_alone_foretell_nothing():
    shown = on_terminal(
        script("""
        with logging_to(None), Progress(9, "namespace") as progress:
            for outcome in (right("a.ipynb", cached=True), wrong("b.ipynb")):
                progress.step(Path(outcome.submission), "reading")
                time.sleep(0.1)
                progress.done(outcome)
            look()
        """)
    )
    assert not any("left" in line for line in shown.picture_with("2/9"))


def test_of_many_in_flight_the_oldest_eight_are_shown_and_the_others_counted():
    shown = on_terminal(
        script("""
        with logging_to(None), Progress(20, "namespace") as progress:
            for number in range(11):
                progress.step(Path(f"{number:02}.ipynb"), "reading")
            look()
        """)
    )
    picture = shown.picture_with("and 3 more")
    assert [n for n in range(11) if any(f"{n:02}.ipynb" in line for line in picture)] == [*range(8)]


def test_a_low_terminal_shows_fewer_lines_and_is_left_clean():
    shown = on_terminal(
        script("""
        with logging_to(None), Progress(20, "namespace") as progress:
            for number in range(11):
                progress.step(Path(f"{number:02}.ipynb"), "reading")
            look()
        """),
        rows=6,
    )
    assert len(shown.picture_with("and 8 more")) == 1 + 5
    assert shown.screen.lines() == [SANDBOX]


def test_files_of_the_same_name_are_told_apart_by_their_folders():
    shown = on_terminal(
        script("""
        with logging_to(None), Progress(3, "namespace") as progress:
            for name in ("class/anna/hw/hw.ipynb", "class/ben/hw/hw.ipynb", "class/ben/hw/b.ipynb"):
                progress.step(Path(name), "reading")
            look()
        """)
    )
    shown.picture_with("anna/hw/hw ", "ben/hw/hw ", " b.ipynb")


@pytest.mark.parametrize("columns", [60, 30])
def test_on_a_narrow_terminal_nothing_is_wrapped(columns):
    shown = on_terminal(
        script("""
        with logging_to(None), Progress(1000, "namespace") as progress:
            for number in range(3):
                path = Path(f"{number}_a_name_far_too_long_for_this_terminal_{number}.ipynb")
                progress.step(path, "Computes the gradient of a function of three variables")
            look()
            progress.done(right(str(path)))
            look()
        """),
        columns=columns,
    )  # fmt: skip
    picture = shown.picture_with("1/1000", "0_", "1_")
    rows = -(-len(SANDBOX) // columns)
    assert "".join(picture[:rows]).replace(" ", "") == SANDBOX.replace(" ", "")
    head, *lines = picture[rows:]
    assert head.startswith("━")
    assert [line[:4] for line in lines] == ["  0_", "  1_"]
    assert all(re.search("….*nb ", line) for line in lines)


def test_names_that_are_markup_or_control_a_terminal_are_shown_harmless():
    shown = on_terminal(
        script(f"""
        with logging_to(None), Progress(2, "namespace") as progress:
            progress.step(Path({HOSTILE!r}), "[red]a :smile: step\\x1b[2J")
            look()
            progress.done(wrong({HOSTILE!r}, "a reason\\nwith \\x1b[2J"))
        """)
    )
    shown.picture_with(HARMLESS, r"[red]a :smile: step\x1b[2J")
    assert shown.screen.lines() == [SANDBOX, rf"{HARMLESS}: a reason\nwith \x1b[2J"]


def test_a_terminal_that_is_made_narrower_is_left_clean():
    shown = on_terminal(
        script("""
        with logging_to(None), Progress(9, "namespace") as progress:
            for number in range(4):
                progress.step(Path(f"a_name_of_a_certain_length_{number}.ipynb"), "a step " * 9)
            time.sleep(0.1)
            progress.done(right("a_name_of_a_certain_length_0.ipynb"))
            look()
            look()
            progress.done(wrong("a_name_of_a_certain_length_1.ipynb"))
            look()
        """),
        columns=110,
        narrowed_to=50,
    )
    *said, failure = shown.screen.lines()
    assert "".join(said) == SANDBOX
    assert re.fullmatch(r"a_name.*…*.ipynb: is no notebook", failure)


def test_steps_and_results_from_many_threads_at_once_are_all_counted():
    shown = on_terminal(
        script("""
        def work(worker):
            for number in range(200):
                name = f"{worker}-{number}.ipynb"
                for step in range(5):
                    progress.step(Path(name), f"step {step}")
                progress.done(wrong(name) if number % 50 == 0 else right(name))
        with logging_to(None), Progress(1600, "namespace") as progress:
            threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
            for thread in threads: thread.start()
            for thread in threads: thread.join()
            look()
        """)
    )
    assert len(shown.picture_with("1600/1600")) == 1 + 32 + 1
    assert sorted(shown.screen.lines()[1:]) == sorted(
        f"{worker}-{number}.ipynb: is no notebook"
        for worker in range(8)
        for number in range(0, 200, 50)
    )


def test_what_else_is_written_to_standard_error_does_not_tear_the_bar():
    shown = on_terminal(
        script("""
        with logging_to(None), Progress(2, "namespace") as progress:
            progress.step(Path("a.ipynb"), "reading")
            look()
            print("a library complains", file=sys.stderr)
            look()
        """)
    )
    picture = shown.picture_with("a library complains", "a.ipynb", "0/2")
    assert picture[1] == "a library complains"
    assert shown.screen.lines() == [SANDBOX, "a library complains"]


def test_an_interrupted_run_gives_the_terminal_back_as_it_was():
    shown = on_terminal(
        script("""
        try:
            with logging_to(None), Progress(2, "namespace") as progress:
                progress.step(Path("a.ipynb"), "reading")
                look()
                raise KeyboardInterrupt
        except KeyboardInterrupt:
            print("stopped")
        """)
    )
    assert shown.screen.lines() == [SANDBOX, "stopped"]
    assert shown.raw.rfind("\x1b[?25h") > shown.raw.rfind("\x1b[?25l")  # the cursor is seen again


COUNTED = """
with logging_to(None), Progress(3, "namespace") as progress:
    progress.step(Path("a.ipynb"), "reading")
    progress.done(right("a.ipynb", cached=True))
    progress.done(wrong("b\\x1b[2J\\n.ipynb", "two\\nlines"))
    progress.done(right("c[bold]:smile:.ipynb"))
"""


def counted(text):
    *lines, closing = text.splitlines()
    assert re.fullmatch(r"3 submissions in \S+ s, \S+ s each; 1 of them from the cache", closing), (
        closing
    )
    return lines


def test_elsewhere_there_is_a_plain_line_for_each_and_a_closing_one():
    for env in ({}, {"FORCE_COLOR": "1", "TTY_COMPATIBLE": "1", "TTY_INTERACTIVE": "1"}):
        done = plain(COUNTED, env={**os.environ, **env})
        assert counted(done.stderr) == [
            SANDBOX,
            "[1/3] a.ipynb: 5/9",
            r"[2/3] b\x1b[2J\n.ipynb: two\nlines",
            "[3/3] c[bold]:smile:.ipynb: 5/9",
        ]
        assert not done.stdout


def test_a_terminal_that_cannot_move_its_cursor_gets_plain_lines():
    shown = on_terminal(script(COUNTED), env={"TERM": "dumb"})
    assert "\x1b" not in shown.raw
    assert "[1/3] a.ipynb: 5/9" in counted(shown.raw.replace("\r", ""))


ERRORED = """
from autograder.results import CheckResult
check = CheckResult(id="t", exercise="f", title="T", points=1, score=0, outcome="errored",
                    message="m", hint="", public=True, duration_s=0)
import msgspec
with logging_to(None), Progress(1, "namespace") as progress:
    progress.done(msgspec.structs.replace(right("a.ipynb"), checks=(check,)))
    progress.done(wrong("a.ipynb", "1 of its checks could not be carried out: m"))
"""


def test_a_submission_with_a_result_and_a_failure_is_counted_once_and_has_one_line():
    lines = plain(ERRORED).stderr.splitlines()
    assert lines[1] == "[1/1] a.ipynb: 1 of its checks could not be carried out: m"
    assert lines[2].startswith("1 submission in ")
    assert len(lines) == 3


def test_quiet_says_nothing_but_the_warning_of_the_process_sandbox():
    text = COUNTED.replace('"namespace"', "sys.argv[1], quiet=True")
    said = {}
    for sandbox in ("namespace", "process"):
        done = subprocess.run([*script(text), sandbox], capture_output=True, text=True, check=True)
        said[sandbox] = done.stderr
    assert not said["namespace"]
    assert said["process"].startswith("Warning: the process sandbox only limits time and memory")
    assert len(said["process"].splitlines()) == 1


JUDGED = """
with logging_to(None), VerdictProgress("namespace") as progress:
    for number in range(1, 13):
        progress(verdict(f"m{number}", "no check caught it" if number == 7 else ""), 12)
    for number in range(1, 4):
        progress(verdict(f"again{number}"), 3)
        PAUSE
print("the end")
"""


def test_verdicts_are_a_bar_with_the_answer_and_those_that_are_wrong_stay():
    shown = on_terminal(script(JUDGED.replace("PAUSE", "look()")))
    shown.picture_with("1/3", "a/f mutant again1")
    shown.picture_with("2/3", "a/f mutant again2", "a minute", "left")
    assert shown.screen.lines() == ["[7/12] a/f mutant m7: no check caught it", "the end"]


def test_elsewhere_every_tenth_verdict_and_each_wrong_one_has_a_line():
    assert plain(JUDGED.replace("PAUSE", "")).stderr.splitlines() == [
        "[7/12] a/f mutant m7: no check caught it",
        "[10/12] a/f mutant m10: right",
        "[12/12] a/f mutant m12: right",
        "[3/3] a/f mutant again3: right",
    ]


def test_quiet_leaves_only_the_wrong_verdicts():
    text = JUDGED.replace("PAUSE", "").replace('("namespace")', '("namespace", quiet=True)')
    assert plain(text).stderr.splitlines() == ["[7/12] a/f mutant m7: no check caught it"]


@pytest.fixture
def submissions(notebook):
    """One notebook that is right, and one of a hostile name that is none."""
    right = notebook(*RIGHT, name="right.ipynb")
    right.with_name(HOSTILE).write_text("{")
    return right.parent


def command(*words):
    return [sys.executable, "-m", "autograder", *map(str, words)]


def test_the_real_command_draws_on_the_terminal_while_results_go_to_a_file(
    namespaces, submissions, small_course, tmp_path
):
    shutil.move(submissions / HOSTILE, tmp_path / "elsewhere")
    with (tmp_path / "report.txt").open("w") as report:
        shown = on_terminal(
            command("grade", submissions, "--course", small_course, "--seed", 11), stdout=report
        )
    shown.picture_with("0/1", "right.ipynb")
    assert shown.screen.lines() == [SANDBOX]
    assert "\x1b" not in (tmp_path / "report.txt").read_text()
    assert "9 of 9" in (tmp_path / "report.txt").read_text()


def test_the_real_command_elsewhere_counts_and_quietly_says_only_what_went_wrong(
    namespaces, submissions, small_course
):
    words = command("grade", submissions, "--course", small_course, "--seed", 12)
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    lines = done.stderr.splitlines()
    assert done.returncode == 1
    assert lines[0] == SANDBOX
    assert sorted(line.split(" ")[0] for line in lines[1:3]) == ["[1/2]", "[2/2]"]
    assert f"{submissions}/right.ipynb: 9/9" in done.stderr
    assert lines[3].startswith("2 submissions in ")
    assert lines[4].startswith(f"not graded: {submissions}/{HARMLESS}: ")
    assert len(lines) == 5
    again = subprocess.run(words, capture_output=True, text=True, check=False)
    assert again.stderr.splitlines()[3].endswith("; 1 of them from the cache")
    quiet = subprocess.run([*words, "-q"], capture_output=True, text=True, check=False)
    assert quiet.stderr.splitlines() == lines[4:]


def test_the_real_verify_draws_a_bar_and_its_table_stands_alone(namespaces, small_course):
    shown = on_terminal(command("verify", "--references", "--course", small_course))
    assert re.search("[━╸╺]", shown.raw)
    assert not any(re.search("[━╸╺]{9}.*0:", line) for line in shown.screen.lines())
    assert any("small" in line for line in shown.screen.lines())


def test_quiet_verify_says_nothing_where_all_is_well(namespaces, small_course):
    words = command("verify", "--references", "--course", small_course, "--quiet")
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
