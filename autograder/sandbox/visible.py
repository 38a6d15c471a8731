"""What a student process sees of this machine's files: `Visible`, worked out once per zygote.

Python, its libraries and TensorFlow, the few files of /etc that the dynamic loader needs, and
the parts of this package that the student side is made of. Nothing else: not the course, not
the graders beside the package, no home directory, and no /tmp but its own.
"""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

import autograder

# what the untrusted side is made of; everything else in the package stays outside
PACKAGE_PARTS = ("__init__.py", "errors.py", "wire", "student", "datasets")

# only these folders of a prefix hold programs and libraries; a course may lie beside them
_PREFIX_PARTS = ("bin", "sbin", "lib", "lib32", "lib64", "libexec", "share", "pyvenv.cfg")

_SYSTEM = (
    "/usr/bin",
    "/usr/sbin",
    "/usr/lib",
    "/usr/lib32",
    "/usr/lib64",
    "/usr/libexec",
    "/usr/share",
    "/usr/local/lib",
    "/bin",
    "/sbin",
    "/lib",
    "/lib32",
    "/lib64",
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/etc/alternatives",
    "/etc/fonts",
    "/sys/devices/system/cpu",
)
_LIBRARY_FOLDERS = ("site-packages", "dist-packages")
_STORES = ("/nix/store", "/gnu/store")  # where Nix and Guix keep every library


@dataclass(frozen=True)
class Visible:
    """Paths to show read-only, in an order in which they can be made.

    links: path and text of each symbolic link. binds: paths shown as they are, sources with
    their links resolved. package: the folder of this package; parts: what is shown of it.
    devices: those of GPUs, where they were asked for.
    """

    links: tuple[tuple[str, str], ...]
    binds: tuple[tuple[str, str], ...]
    package: str
    parts: tuple[tuple[str, str], ...]
    devices: tuple[str, ...] = ()


def find(graphics: bool = False) -> Visible:
    """Look up what this interpreter needs, and with `graphics` the devices of GPUs."""
    links: dict[str, str] = {}
    binds: dict[str, str] = {}
    for path in _candidates():
        if path.is_symlink() and not path.readlink().is_absolute():
            links[str(path)] = str(path.readlink())
        elif path.exists():
            real = os.path.realpath(path)
            binds[str(path)] = real
            binds.setdefault(real, real)
    package = Path(autograder.__file__).parent
    parts = [package / name for name in PACKAGE_PARTS]
    return Visible(
        links=tuple(links.items()),
        binds=tuple(_outermost(binds)),
        package=str(package),
        parts=tuple((str(p), os.path.realpath(p)) for p in parts if p.exists()),
        devices=tuple(graphics_devices(Path("/dev"))) if graphics else (),
    )


def graphics_devices(folder: Path) -> list[str]:
    """The nodes that NVIDIA's driver is spoken to by."""
    found = [*folder.glob("nvidia*"), *folder.glob("nvidia-caps/*")]
    return sorted(str(path) for path in found if path.is_char_device())


def _candidates() -> list[Path]:
    prefixes = dict.fromkeys((sys.prefix, sys.exec_prefix, sys.base_prefix, sys.base_exec_prefix))
    paths = [Path(path) for path in _SYSTEM]
    paths += [Path(prefix) / part for prefix in prefixes for part in _PREFIX_PARTS]
    paths += [Path(path) for path in sys.path if Path(path).name in _LIBRARY_FOLDERS]
    paths += [Path(store) for store in _STORES if sys.base_prefix.startswith(store)]
    return list(dict.fromkeys(paths))


def _outermost(binds: dict[str, str]) -> list[tuple[str, str]]:
    """Leave out what lies inside something that is shown under the same name anyway."""
    chosen: dict[str, str] = {}
    for target, source in sorted(binds.items(), key=lambda item: item[0].count("/")):
        parents = [str(parent) for parent in Path(target).parents]
        covering = next((p for p in parents if p in chosen), None)
        if covering is None or chosen[covering] + target[len(covering) :] != source:
            chosen[target] = source
    return list(chosen.items())
