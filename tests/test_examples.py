"""The sample class is the one that its script makes from the course as it stands."""

import importlib.util
from pathlib import Path

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"


def test_the_sample_class_is_fresh():
    spec = importlib.util.spec_from_file_location("make", EXAMPLES / "make.py")
    make = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(make)
    committed = {path.name: path.read_bytes() for path in (EXAMPLES / "class").glob("*")}
    assert committed == make.sample_class(), "run: python examples/make.py"
    assert len(committed) >= 10
