"""Results in nbgrader's gradebook, read back by nbgrader's own API and commands."""

import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import msgspec
import nbformat
import pytest
import sqlalchemy
from click.testing import CliRunner
from nbgrader.api import Gradebook

from autograder.cli import group
from autograder.engine.jobs import Graded, Job
from autograder.errors import UsageError
from autograder.results import Document, to_json

CONFIG = Path(__file__).parents[2] / "nbgrader_config.py"
DOUBLE = "def double(x):\n    return 2 * x"
MEAN_SQUARE = "def mean_square(x):\n    return tf.reduce_mean(x**2)"
ANSWERS = {
    "anna": {"double": DOUBLE, "mean_square": MEAN_SQUARE},
    "björn": {"double": DOUBLE, "mean_square": MEAN_SQUARE.replace("mean(", "sum(")},
    "cem": {},
}


@pytest.fixture(scope="module")
def alembic():
    """nbgrader starts it by its name whenever it makes a gradebook."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", f"{Path(sys.executable).parent}:{os.environ['PATH']}")
        yield


@pytest.fixture(scope="module")
def sqlite(tmp_path_factory, alembic):
    """A gradebook with nothing in it, in a file."""
    path = tmp_path_factory.mktemp("gradebook") / "empty.db"
    Gradebook(f"sqlite:///{path}").close()
    return path


@pytest.fixture(scope="module")
def postgresql(alembic):
    """The address, less the name of a database, of a server with the database `empty`."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
    if not programs:
        if os.environ.get("AUTOGRADER_POSTGRES"):
            pytest.fail("AUTOGRADER_POSTGRES is set, but there is no PostgreSQL")
        pytest.skip("PostgreSQL is not installed; .ci/postgres installs it")
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    # PostgreSQL refuses to run as root; its package made a user for it
    user = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    if user:
        shutil.chown(folder, "postgres")

    def run(program, *arguments):
        command = [*user, programs[-1].with_name(program), "-D", folder / "data", *arguments]
        subprocess.run(command, check=True, cwd="/", stdout=subprocess.DEVNULL, timeout=300)

    try:
        run("initdb", "--auth=trust", "--username=grader", "--encoding=UTF8", "--no-sync")
        run("pg_ctl", "start", "-w", "-l", folder / "log", "-o",
            f"-k {folder} -c listen_addresses='' -c fsync=off")  # fmt: skip
        try:
            address = f"postgresql://grader@/{{}}?host={folder}"
            execute(address.format("postgres"), "CREATE DATABASE empty")
            Gradebook(address.format("empty")).close()
            yield address
        finally:
            run("pg_ctl", "stop", "-m", "immediate")
    finally:
        shutil.rmtree(folder)


def execute(db, statement):
    engine = sqlalchemy.create_engine(db, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sqlalchemy.text(statement))
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def db(request, tmp_path):
    """The address of an empty gradebook, in a file and in a PostgreSQL server of our own."""
    empty = request.getfixturevalue(request.param)
    if request.param == "sqlite":
        return f"sqlite:///{shutil.copy(empty, tmp_path / 'gradebook.db')}"
    execute(empty.format("postgres"), "DROP DATABASE IF EXISTS gradebook WITH (FORCE)")
    execute(empty.format("postgres"), "CREATE DATABASE gradebook TEMPLATE empty")
    return empty.format("gradebook")


def hand_in(root, person, answers):
    """A submission as nbgrader collects it; returns the notebook's path."""
    notebook = nbformat.read(root / "assignments/small/small.ipynb", as_version=4)
    for cell in notebook.cells:
        exercise = cell.metadata.get("nbgrader", {}).get("grade_id")
        cell.source = answers.get(exercise, cell.source)
    path = root / "submitted" / person / "small/small.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)
    path.with_name("timestamp.txt").write_text("2026-11-20 10:00:00.000000 UTC")
    path.with_name("submission_secret.txt").write_text(f"secret of {person}")
    return path


@pytest.fixture(scope="module")
def graded_once(small_course, tmp_path_factory, executor):
    """The results of the class, and of björn who got better."""
    root = shutil.copytree(small_course, tmp_path_factory.mktemp("graded") / "course")
    found = {}
    for person, answers in {**ANSWERS, "better": ANSWERS["anna"]}.items():
        said = executor.submit(
            Job(str(hand_in(root, person, answers)), str(root), seed=1, anew=True)
        ).result()
        assert isinstance(said, Graded), said
        found[person] = said.result
    return found


@pytest.fixture
def course(small_course, tmp_path):
    """The small course as an nbgrader course, with three submissions."""
    root = shutil.copytree(small_course, tmp_path / "course")
    shutil.copy(CONFIG, root)
    for person, answers in ANSWERS.items():
        hand_in(root, person, answers)
    return root


@pytest.fixture
def graded(course, graded_once):
    """The results of all submissions, in a file beside which decisions may lie."""
    path = course.parent / "results.json"
    path.write_bytes(to_json(Document(results=tuple(
        moved(graded_once[person], course, person) for person in ANSWERS
    ))))  # fmt: skip
    return path


def moved(result, course, person):
    """The result, as of the notebook of that person in that course."""
    path = course / "submitted" / person / "small/small.ipynb"
    return msgspec.structs.replace(result, submission=str(path))


@pytest.fixture
def export(course, graded, db):
    """`export()`: what the command says."""

    def run():
        words = ["export", "nbgrader", str(graded), "--db", db, "--course", str(course)]
        return CliRunner().invoke(group, words, catch_exceptions=False).output

    return run


def scores(db):
    with Gradebook(db) as gradebook:
        return {
            (submission.student.id, grade.name): (grade.auto_score, grade.max_score, grade.score)
            for submission in gradebook.assignment_submissions("small")
            for notebook in submission.notebooks
            for grade in notebook.grades
        }


def rows_in(db):
    """How many rows every table of the gradebook has."""
    engine = sqlalchemy.create_engine(db)
    with engine.connect() as connection:
        names = sqlalchemy.inspect(engine).get_table_names()
        return {
            name: connection.execute(sqlalchemy.text(f"SELECT count(*) FROM {name}")).scalar()
            for name in names
        }


def find(gradebook, person, kind, cell):
    notebook = gradebook.find_submission_notebook("small", "small", person)
    return next(one for one in getattr(notebook, kind) if one.name == cell)


def test_points_come_by_exercise_public_and_hidden(export, db):
    export()
    assert scores(db) == {
        ("anna", "double"): (2, 2, 2),
        ("anna", "check-double"): (1, 1, 1),
        ("anna", "mean_square"): (4, 4, 4),
        ("anna", "check-mean_square"): (2, 2, 2),
        ("björn", "double"): (2, 2, 2),
        ("björn", "check-double"): (1, 1, 1),
        ("björn", "mean_square"): (0, 4, 0),
        ("björn", "check-mean_square"): (0, 2, 0),
        ("cem", "double"): (0, 2, 0),
        ("cem", "check-double"): (0, 1, 0),
        ("cem", "mean_square"): (0, 4, 0),
        ("cem", "check-mean_square"): (0, 2, 0),
    }
    with Gradebook(db) as gradebook:
        assert not gradebook.find_submission("small", "anna").needs_manual_grade
        assert gradebook.find_submission("small", "björn").score == 3


def test_the_comment_is_the_symptom_and_the_hint(export, db):
    export()
    with Gradebook(db) as gradebook:
        comment = find(gradebook, "björn", "comments", "mean_square").comment
        assert "summed rather than averaged" in comment
        assert "Hint: Which comes first, square or mean?" in comment
        assert find(gradebook, "björn", "comments", "double").comment is None


def test_writing_the_same_again_changes_nothing(export, db):
    export()
    counts, before = rows_in(db), scores(db)
    export()
    assert (rows_in(db), scores(db)) == (counts, before)


def test_a_regrade_updates_and_keeps_what_people_entered(export, db, course, graded, graded_once):
    export()
    with Gradebook(db) as gradebook:
        find(gradebook, "björn", "grades", "mean_square").manual_score = 3
        find(gradebook, "björn", "grades", "check-double").extra_credit = 0.5
        find(gradebook, "björn", "comments", "mean_square").manual_comment = "Nearly!"
        gradebook.db.commit()
    better = moved(graded_once["better"], course, "björn")
    graded.write_bytes(to_json(Document(results=(better,))))
    export()
    with Gradebook(db) as gradebook:
        mended = find(gradebook, "björn", "grades", "mean_square")
        assert (mended.auto_score, mended.manual_score, mended.score) == (4, 3, 3)
        assert mended.needs_manual_grade, "the person should look again"
        assert find(gradebook, "björn", "grades", "check-double").score == 1.5
        assert find(gradebook, "björn", "comments", "mean_square").comment == "Nearly!"
        assert gradebook.find_submission("small", "anna").score == 9


def test_lateness_and_decisions_arrive_with_their_reasons(export, db, course, graded):
    (course / "course.toml").write_text(
        "[late]\nper_day = 0.5\ndue = { small = 2026-11-20T09:00:00+00:00 }\n"
    )
    graded.with_name("overrides.csv").write_text(
        "person,assignment,exercise,score,excused,points,due,comment,reason,by\n"
        "björn,small,mean_square,5,,,,,Misread the task,EW\n"
        "björn,small,,,,,2026-12-01T00:00:00+00:00,,Ill,EW\n"
        "cem,small,,,yes,,,,Exchange year,EW\n"
        "anna,small,,,,,,Well done,,EW\n"
    )
    said = export()
    assert "cem/small/small.ipynb is excused" in said
    with Gradebook(db) as gradebook:
        anna, bjorn = (gradebook.find_submission("small", who) for who in ("anna", "björn"))
        assert (anna.score, anna.late_submission_penalty) == (9, 4.5)
        assert anna.total_seconds_late == 3600
        assert (bjorn.score, bjorn.late_submission_penalty) == (8, 0)
        assert "Well done (EW)" in find(gradebook, "anna", "comments", "double").comment
        assert (
            "Misread the task (EW)" in find(gradebook, "björn", "comments", "mean_square").comment
        )
        assert "cem" not in {student.id for student in gradebook.students}


def test_other_checks_than_the_gradebook_knows_are_refused(export, course, db):
    hidden = course / "graders/small/test_hidden.py"
    hidden.write_text(hidden.read_text().replace("points=4", "points=5"))
    from autograder.course import load, release

    release(load(course).assignment("small"))
    with pytest.raises(UsageError, match="grade again"):
        export()


def test_two_submissions_of_one_person_are_refused(export, graded):
    graded.with_name("people.csv").write_text(
        "submission,login\n"
        + "".join(f"submitted/{who}/small/small.ipynb,twin\n" for who in ("anna", "björn"))
    )
    with pytest.raises(UsageError, match="both twin's"):
        export()


def test_a_gradebook_is_made_where_there_is_none(course, graded):
    done = subprocess.run(
        [sys.executable, "-m", "autograder", "export", "nbgrader", str(graded)],
        cwd=course, env={**os.environ, "PATH": "/usr/bin:/bin"}, check=False,
    )  # fmt: skip
    assert done.returncode == 0
    assert scores(f"sqlite:///{course / 'gradebook.db'}")["anna", "double"] == (2, 2, 2)


def test_a_gradebook_that_cannot_be_opened_is_a_sentence(course, graded):
    words = ["export", "nbgrader", str(graded), "--course", str(course), "--db"]
    done = subprocess.run(
        [sys.executable, "-m", "autograder", *words, "postgresql://me:secret@localhost:1/x"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "secret" not in done.stderr
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("db", ["sqlite"], indirect=True)
def test_nbgrader_exports_and_releases_what_was_written(export, db, course, tmp_path):
    export()
    exchange = tmp_path / "exchange"
    exchange.mkdir(mode=0o777)
    exchange.chmod(0o777)
    beside_python = str(Path(sys.executable).parent)

    def nbgrader(*arguments):
        subprocess.run(
            ["nbgrader", *arguments, f"--CourseDirectory.db_url={db}",
             f"--Exchange.root={exchange}"],
            cwd=course, check=True, capture_output=True, timeout=300,
            env={**os.environ, "PATH": f"{beside_python}:{os.environ['PATH']}"}
            | {"HOME": str(tmp_path), "JUPYTER_CONFIG_DIR": str(tmp_path / "jupyter")},
        )  # fmt: skip

    nbgrader("export")
    with (course / "grades.csv").open() as file:
        earned = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
    assert earned == {"anna": 9, "björn": 3, "cem": 0}

    nbgrader("release_feedback", "small")
    released = list(exchange.glob("deep-learning/feedback/*.html"))
    assert len(released) == 3
    assert any("summed rather than averaged" in page.read_text() for page in released)

    shown = json.loads((course / "autograded/björn/small/small.ipynb").read_text())
    assert any("reduce_sum" in "".join(cell["source"]) for cell in shown["cells"])
    nbgrader("generate_feedback", "small", "--force")
    page = (course / "feedback/björn/small/small.html").read_text()
    assert "summed rather than averaged" in page, "nbgrader's own page has our comment"
