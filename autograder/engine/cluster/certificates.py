"""Certificates of one's own, for the parts of a cluster to know each other by."""

from pathlib import Path

from autograder.errors import UsageError

CA, CERTIFICATE, KEY = FILES = ("ca.pem", "cert.pem", "key.pem")


def make(folder: Path) -> list[Path]:
    """Write a key and a certificate that is signed by itself, and so its own authority.

    Raises:
        UsageError: they are there already, or cannot be written, or Dask is not installed.
    """
    try:
        from distributed import Security  # noqa: PLC0415 - heavy, and not always installed
    except ImportError:
        raise UsageError(
            "Certificates are made with Dask, which is not installed: pip install"
            " 'autograder[cluster]'."
        ) from None
    paths = [folder / name for name in FILES]
    there = next((path for path in paths if path.exists()), None)
    if there is not None:
        raise UsageError(f"{there} is there already; remove the three files to make new ones.")
    made = Security.temporary()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for path, text in zip(
            paths, (made.tls_ca_file, made.tls_worker_cert, made.tls_worker_key), strict=True
        ):
            path.touch(mode=0o600)
            path.write_text(text)
    except OSError as error:
        raise UsageError(f"{folder} cannot be written: {error.strerror}.") from None
    return paths
