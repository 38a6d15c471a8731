"""How one comes to have a scheduler: an address, a queueing system, or one of our own."""

import ssl
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from autograder.engine.cluster.certificates import FILES
from autograder.engine.cluster.settings import ClusterSettings
from autograder.errors import ClusterError, UsageError

# of dask_jobqueue, by the names that its own documentation uses
QUEUES = {
    "htcondor": "HTCondorCluster",
    "lsf": "LSFCluster",
    "moab": "MoabCluster",
    "oar": "OARCluster",
    "pbs": "PBSCluster",
    "sge": "SGECluster",
    "slurm": "SLURMCluster",
}
CONNECT_S = 15


def security(tls: Path | None) -> Any:
    """Dask's security, from a folder of certificates.

    Raises:
        UsageError: one is missing.
    """
    if tls is None:
        return None
    from distributed import Security  # noqa: PLC0415 - heavy, and not always needed

    ca, cert, key = (tls / name for name in FILES)
    for file in (ca, cert, key):
        if not file.is_file():
            raise UsageError(f"{file} is not there; --tls expects a folder with {_listed()}.")
    parts = {
        f"tls_{role}_{kind}": str(file)
        for role in ("client", "scheduler", "worker")
        for kind, file in (("cert", cert), ("key", key))
    }
    return Security(tls_ca_file=str(ca), require_encryption=True, **parts)


@contextmanager
def cluster(settings: ClusterSettings, jobs: int) -> Iterator[Any]:
    """What a client connects to: an address, or a cluster that lives as long as this.

    Raises:
        UsageError: no such queueing system, or its settings are incomplete.
        ClusterError: it could not be started.
    """
    scheduler = settings.scheduler
    if not scheduler:
        with _embedded(jobs) as made:
            yield made
    elif scheduler in QUEUES:
        with _queue(scheduler, settings) as made:
            yield made
    else:
        yield scheduler


def connect(where: Any, settings: ClusterSettings) -> Any:
    """A client of a scheduler.

    Raises:
        ClusterError: it cannot be reached, or does not trust us, or we do not trust it.
    """
    from distributed import Client  # noqa: PLC0415 - heavy, and not always needed
    from distributed.versions import VersionMismatchWarning  # noqa: PLC0415 - as above

    options: dict[str, Any] = {"timeout": CONNECT_S, "set_as_default": False}
    if isinstance(where, str):
        options["security"] = security(settings.tls)
    if isinstance(where, str) and Path(where).is_file():
        options["scheduler_file"] = where
    else:
        options["address"] = where
    try:
        with warnings.catch_warnings():
            # of other versions each worker says so itself, in a sentence of ours
            warnings.simplefilter("ignore", VersionMismatchWarning)
            return Client(**options)
    except (OSError, TimeoutError, ValueError, TypeError) as error:
        raise ClusterError(_why(where, settings, error)) from None


@contextmanager
def _embedded(jobs: int) -> Iterator[Any]:
    """A scheduler and a worker in this process; their pages are for this machine alone."""
    import dask  # noqa: PLC0415 - heavy, and not always needed
    from distributed import LocalCluster  # noqa: PLC0415 - as above

    pages = {"distributed.dashboard.link": "http://127.0.0.1:{port}/status"}
    with (
        dask.config.set(pages),
        LocalCluster(
            n_workers=1,
            threads_per_worker=jobs,
            processes=False,
            dashboard_address="127.0.0.1:0",
            worker_dashboard_address="127.0.0.1:0",
            memory_limit=0,  # the sandbox limits what students use, and admission how many run
        ) as made,
    ):
        yield made


def _queue(name: str, settings: ClusterSettings) -> Any:
    try:
        import dask_jobqueue  # noqa: PLC0415 - heavy, and not always needed
    except ImportError:
        raise UsageError(
            f"--scheduler {name} needs dask-jobqueue: pip install 'autograder[cluster]'"
        ) from None
    given = security(settings.tls)
    try:
        made = getattr(dask_jobqueue, QUEUES[name])(
            security=given or True,
            shared_temp_directory=_shared_folder(settings.storage),
            processes=1,
        )
        made.scale(jobs=settings.workers)
    except (ValueError, TypeError, OSError) as error:
        raise UsageError(
            f"{name} could not be asked for workers ({error}): its settings are those of"
            " dask-jobqueue, in ~/.config/dask/jobqueue.yaml; docs/clusters.md has an example."
        ) from None
    return made


def _shared_folder(storage: str) -> str:
    """Where jobs find their certificates: storage that is a folder, else the home folder."""
    return storage if storage and "://" not in storage else str(Path.home())


def _why(where: Any, settings: ClusterSettings, error: BaseException) -> str:
    causes = [*_causes(error)]
    tls = next((cause for cause in causes if isinstance(cause, ssl.SSLError)), None)
    if tls is not None:
        return (
            f"The scheduler at {where} and this machine do not trust each other"
            f" ({tls.reason or tls}): use the certificates that it was started with, in --tls."
        )
    if str(where).startswith("tls://") and settings.tls is None:
        return f"The scheduler at {where} wants certificates: name their folder with --tls."
    return (
        f"No scheduler answers at {where}: start one with `dask scheduler`, or mend the address"
        f" or the network between ({_last(causes)})."
    )


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _last(causes: list[BaseException]) -> str:
    return next((text for cause in reversed(causes) if (text := str(cause))), "no reason given")


def _listed() -> str:
    *most, last = FILES
    return f"{', '.join(most)} and {last}"
