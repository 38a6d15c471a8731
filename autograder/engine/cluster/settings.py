"""What grading on several machines is told; needs no Dask."""

from pathlib import Path

import msgspec

LOCAL = "autograder.engine.executors:LocalExecutor"


class ClusterSettings(msgspec.Struct, frozen=True, kw_only=True):
    """What grading on several machines is told.

    scheduler: "tcp://host:8786", "tls://host:8786", the path of a scheduler file, the name of a
    queueing system ("slurm"), or empty for a scheduler and workers of its own on this machine.
    workers: how many a queueing system is asked for. tls: a folder with ca.pem, cert.pem and
    key.pem. storage: where large results are laid down, as a path or URL of fsspec. image: the
    digest of the image that workers must have, where this machine has none. patience_s: how
    long to wait for a worker, or for a scheduler that has gone. executor: what grades on a worker,
    as "module:class" that it can import, made like the `LocalExecutor`; for what is no grading.
    """

    scheduler: str = ""
    workers: int = 1
    tls: Path | None = None
    storage: str = ""
    image: str = ""
    patience_s: float = 120.0
    executor: str = LOCAL
