"""What grades on a worker holds memory only while there is work."""

import io
import time
import zipfile

import msgspec

from autograder.course import load
from autograder.engine.cluster import environment, station
from autograder.engine.cluster.bundle import pack
from autograder.engine.cluster.transport import unseal, wrap
from autograder.engine.jobs import Graded, Job

from .conftest import RIGHT, started_from


def test_without_work_it_ends_its_pool_and_with_work_it_begins_another(
    notebook, small_course, isolating, tmp_path, monkeypatch
):
    monkeypatch.setattr(station, "IDLE_S", 2.0)
    course = load(small_course)
    bundle = tmp_path / "bundle"
    with zipfile.ZipFile(io.BytesIO(pack(course).content)) as archive:
        archive.extractall(bundle)
    terms = station.Terms(sandbox=isolating, environment=environment.needed_by(course))
    here = station.Station(bundle, msgspec.json.encode(terms), 1)
    path = notebook(RIGHT)
    job = Job(str(path), str(small_course), anew=True)
    try:
        for _ in range(2):
            assert isinstance(unseal(here.do(job, wrap(path, 0)), None), Graded)
            assert started_from(bundle)
            deadline = time.monotonic() + 30
            while started_from(bundle) and time.monotonic() < deadline:
                time.sleep(0.1)
            assert started_from(bundle) == set()
    finally:
        here.close()
