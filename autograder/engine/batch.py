"""Grade many submissions, and account for every one of them."""

import glob
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from autograder.course import Course, load
from autograder.engine.cluster.settings import ClusterSettings
from autograder.engine.executors import Executor, LocalExecutor, do_all, workers
from autograder.engine.jobs import Graded, Job, Refused
from autograder.errors import UsageError
from autograder.notebook import holds_none
from autograder.results import Document, Failure, SubmissionResult
from autograder.sandbox import choose

OnStep = Callable[[Path, str], None]
OnNews = Callable[[str], None]
OnDone = Callable[[SubmissionResult | Failure], None]


def grade(
    paths: str | Path | Iterable[str | Path],
    *,
    course: str | Path | None = None,
    assignment: str | None = None,
    sandbox: str = "auto",
    gpus: str = "",
    jobs: int | None = None,
    seed: int | None = None,
    trust: bool = False,
    cache: bool = True,
    cluster: ClusterSettings | None = None,
    on_step: OnStep = lambda path, step: None,
    on_done: OnDone = lambda outcome: None,
    on_news: OnNews = lambda sentence: None,
) -> Document:
    """Grade notebooks.

    Args:
        paths: notebooks, packed submissions, folders of them, or patterns such as
            "class/*.ipynb".
        course: the course's folder; by default the working directory or one above it.
        assignment: its name; by default recognised from each notebook.
        sandbox: "auto", "namespace", "container" or "process".
        gpus: which GPUs the container is given: "all", or as its engine names them.
        jobs: how many at once; by default one a core.
        seed: of every random choice; by default a fresh one for each submission.
        trust: allow more than one submission in the "process" sandbox.
        cache: take results of the same code from earlier gradings; False grades everything
            anew, and remembers that.
        cluster: grade on other machines, and how they are reached; see `engine.cluster`.
        on_step: called with a path and what is being done with it.
        on_done: called with each result or failure as it comes.
        on_news: called with a sentence about the machines that grade, for people to see.

    Returns:
        One result or failure, or both, for each notebook, in the order of `paths`.

    Raises:
        UsageError: nothing to grade, no such course, or a broken grader.
        SandboxError: no sandbox can be had here.
        ClusterError: other machines cannot be reached, or may not grade.
    """
    names = [str(path) for path in find(paths)]
    where = load(None if course is None else Path(course))
    if assignment is not None:
        where.assignment(assignment)
    kind = choose_sandbox(sandbox, len(names), trust, gpus, is_elsewhere(cluster))
    root = str(where.root)
    wanted = [Job(name, root, assignment, seed, anew=not cache) for name in names]
    outcomes: dict[str, list[SubmissionResult | Failure]] = {}

    def step(job: Job, what: str) -> None:
        on_step(Path(job.submission), what)

    with _executor(where, kind, workers(len(wanted), jobs), gpus, cluster, on_news) as executor:
        for job, answer in do_all(executor, wanted, step):
            outcomes[job.submission] = _outcomes(job, answer)
            for outcome in outcomes[job.submission]:
                on_done(outcome)
    ordered = [outcome for job in wanted for outcome in outcomes[job.submission]]
    return Document(
        results=tuple(o for o in ordered if isinstance(o, SubmissionResult)),
        failures=tuple(o for o in ordered if isinstance(o, Failure)),
    )


def choose_sandbox(
    name: str, submissions: int, trust: bool, gpus: str = "", elsewhere: bool = False
) -> str:
    """The sandbox to use; refuses one that does not hold where several people's code runs.

    On other machines (`elsewhere`) what this one offers does not count, and "auto" is the
    strongest that needs nothing to be installed.

    Raises:
        SandboxError: it is not to be had here.
        UsageError: more than one submission in the `process` sandbox without `trust`, or GPUs
            elsewhere than in a container.
    """
    if gpus and name != "container":
        raise UsageError(
            f"GPUs (--gpus {gpus}) are given to containers only, and the sandbox is {name}: use"
            " --sandbox container, or leave --gpus out."
        )
    if elsewhere and name == "auto":
        name = "namespace"
    chosen = name if elsewhere else choose(name)
    if chosen == "process" and submissions > 1 and not trust:
        raise UsageError(
            f"The process sandbox does not keep students' code from this machine's files, and"
            f" {submissions} submissions were given: use --sandbox namespace, or --trust if you"
            " know all the code. `autograder doctor` says what this machine offers."
        )
    return chosen


def is_elsewhere(cluster: ClusterSettings | None) -> bool:
    """Whether other machines grade."""
    return cluster is not None and bool(cluster.scheduler)


def find(paths: str | Path | Iterable[str | Path]) -> list[Path]:
    """The notebooks that `paths` name, each once.

    Raises:
        UsageError: a path that names none.
    """
    given = [paths] if isinstance(paths, str | Path) else list(paths)
    found: dict[Path, None] = {}
    for path in given:
        notebooks = _notebooks(path)
        if not notebooks:
            raise UsageError(
                f"{path}: nothing to grade there; expected a notebook, a folder with notebooks"
                " or a pattern such as 'class/*.ipynb'."
            )
        found.update(dict.fromkeys(notebooks))
    return list(found)


def _notebooks(path: str | Path) -> list[Path]:
    plain = Path(path)
    if plain.is_dir():
        found = [*plain.rglob("*.ipynb"), *(p for p in plain.rglob("*.zip") if not holds_none(p))]
        return sorted(path for path in found if not _is_hidden(path.relative_to(plain)))
    if plain.exists() or plain.is_symlink():
        return [plain]
    return sorted(Path(match) for match in glob.glob(str(path), recursive=True))  # noqa: PTH207 - absolute patterns too


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _executor(
    course: Course,
    sandbox: str,
    jobs: int,
    gpus: str,
    cluster: ClusterSettings | None,
    on_news: OnNews,
) -> Executor:
    if cluster is None:
        return LocalExecutor(course, sandbox, jobs, gpus)
    try:
        from autograder.engine.cluster.executor import DaskExecutor  # noqa: PLC0415 - not always installed
    except ImportError as error:
        raise UsageError(
            f"Grading with Dask needs packages that are not installed ({error}): pip install"
            " 'autograder[cluster]'."
        ) from None
    return DaskExecutor(course, sandbox, jobs, gpus, cluster, on_news)


def _outcomes(job: Job, answer: Graded | Refused) -> list[SubmissionResult | Failure]:
    if isinstance(answer, Refused):
        if answer.fault == "course":
            raise UsageError(answer.reason)
        return [Failure(submission=job.submission, reason=answer.reason)]
    result = answer.result
    if not result.errored:
        return [result]
    broken: Sequence[str] = [c.message for c in result.checks if c.outcome == "errored"]
    reason = f"{len(broken)} of its checks could not be carried out: {broken[0]}"
    return [result, Failure(submission=job.submission, reason=reason)]
