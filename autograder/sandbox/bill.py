"""What is in the image: a software bill of materials, CycloneDX 1.6 (https://cyclonedx.org)."""

import json
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from autograder.errors import UsageError
from autograder.sandbox import image
from autograder.sandbox.engines import Engine, last_line

# runs inside: Debian's packages and Python's, a line of JSON each
_LIST = r"""
import importlib.metadata, json, shutil, subprocess, sys
print(json.dumps(["generic", "python", sys.version.split()[0], "PSF-2.0", ""]))
for found in importlib.metadata.distributions():
    meta = found.metadata
    terms = meta["License-Expression"] or ""
    print(json.dumps(["pypi", meta["Name"], meta["Version"], terms, meta["Home-page"] or ""]))
if shutil.which("dpkg-query"):
    form = "${Package} ${Version} ${Architecture}\n"
    listed = subprocess.run(["dpkg-query", "-W", "-f", form], capture_output=True, text=True)
    for line in listed.stdout.splitlines():
        name, version, architecture = line.split()
        print(json.dumps(["deb", name, version, "", architecture]))
"""


def of_materials(engine: Engine) -> bytes:
    """The bill of the image that belongs to this code, as JSON.

    Raises:
        ModeRefused: the image has not been built.
        UsageError: it cannot be looked into.
    """
    digest = image.digest(engine)
    options = ["run", "--rm", "--network", "none", "--log-driver", "none", "--cap-drop", "all"]
    options += ["--pull", "never", *engine.host_options()]
    answer = engine.call(*options, image.name(), image.INTERPRETER, "-I", "-c", _LIST)
    if answer.returncode:
        raise UsageError(
            f"The image cannot be looked into: {engine.name} says “{last_line(answer.stderr)}”."
        )
    parts = [_component(*json.loads(line)) for line in answer.stdout.splitlines()]
    bill = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid4()}",
        "version": 1,
        "metadata": {
            "timestamp": datetime.now(UTC).isoformat(timespec="seconds"),
            "component": {
                "type": "container",
                "bom-ref": image.name(),
                "name": "autograder",
                "version": digest,
                "hashes": [{"alg": "SHA-256", "content": digest.removeprefix("sha256:")}],
            },
        },
        "components": sorted(parts, key=lambda part: str(part["bom-ref"])),
    }
    return json.dumps(bill, indent=2).encode() + b"\n"


def _component(kind: str, name: str, version: str, terms: str, more: str) -> dict[str, Any]:
    package = f"pkg:{kind}/{'debian/' if kind == 'deb' else ''}{name.lower()}@{version}"
    package += f"?arch={more}" if kind == "deb" else ""
    component: dict[str, Any] = {
        "type": "platform" if kind == "generic" else "library",
        "bom-ref": package,
        "name": name,
        "version": version,
        "purl": package,
    }
    if terms:
        component["licenses"] = [{"expression": terms}]
    if kind == "pypi" and more.startswith("http"):
        component["externalReferences"] = [{"type": "website", "url": more}]
    return component
