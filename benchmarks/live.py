"""What a public check costs in the student's own kernel, beyond the student's own computing.

python benchmarks/live.py [NAME…] [--calls N]

In a real kernel the cells of an assignment's reference are run, and then `check(…)` for each
exercise, again and again. The student's own computing is what passes while the notebook's names
are asked something; the rest is ours: pytest, the checks' own code, the panel. CPU time of the
kernel's thread is given too, since it does not depend on what else the machine does.
"""

import argparse
import json
import tempfile
from pathlib import Path

import nbformat
import numpy as np
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parents[1]
IMPORT = """
import time, keras, numpy, pandas, tensorflow
before = time.perf_counter(), time.thread_time()
from autograder import check
print(time.perf_counter() - before[0], time.thread_time() - before[1])
"""
WATCH = """
import autograder.student as student
answer = student.Session.answer
def now():
    return numpy.array([time.perf_counter(), time.thread_time()])
own = 0 * now()
def timed(session, request):
    global own
    before = now()
    try:
        return answer(session, request)
    finally:
        if request["op"] not in ("seed", "release"):
            own += now() - before
student.Session.answer = timed
"""
CHECK = """
own, before = 0 * now(), now()
check({name!r})
whole = now() - before
print(_json.dumps([*(whole - own), own[0]]))
"""


def printed(client: NotebookClient, code: str) -> str:
    cells = client.nb.cells
    cells.append(nbformat.v4.new_code_cell(code))
    cell = client.execute_cell(cells[-1], len(cells) - 1)
    return "".join(o.text for o in cell.outputs if o.get("name") == "stdout")


def measure(name: str, calls: int) -> tuple[list[float], np.ndarray]:
    """Seconds of the import, of all and of CPU; of each call: ours, our CPU, the student's own."""
    reference = nbformat.read(ROOT / "solutions" / name / f"{name}.ipynb", 4)
    with tempfile.TemporaryDirectory() as folder:
        public = (ROOT / "assignments" / name / "test_public.py").read_bytes()
        (Path(folder) / "test_public.py").write_bytes(public)
        client = NotebookClient(
            nbformat.v4.new_notebook(), timeout=600, resources={"metadata": {"path": folder}}
        )
        with client.setup_kernel():
            imported = [float(word) for word in printed(client, IMPORT).split()]
            printed(client, "import json as _json" + WATCH)
            exercises = []
            for cell in reference.cells:
                tags = cell.metadata.get("tags", [])
                if "setup" in tags or "exercise" in tags:
                    printed(client, cell.source)
                if "exercise" in tags:
                    exercises.append(cell.metadata.nbgrader.grade_id)
            found = [
                json.loads(printed(client, CHECK.format(name=exercise)))
                for _ in range(calls)
                for exercise in exercises
            ]
    return imported, np.array(found)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*", default=["rmse_loss", "quadratic_layer"])
    parser.add_argument("--calls", type=int, default=5, help="for each exercise")
    options = parser.parse_args()
    for name in options.names:
        imported, seconds = measure(name, options.calls)
        print(f"{name}: the import takes {imported[0]:.2f} s, {imported[1]:.2f} s of CPU")
        for what, column in (("ours", 0), ("ours, CPU", 1), ("the student's own", 2)):
            first, *later = seconds[:, column] * 1000
            print(
                f"  {what}: first call {first:.0f} ms; the {len(later)} later ones"
                f" {np.median(later):.0f} ms (median), at most {max(later):.0f} ms"
            )


if __name__ == "__main__":
    main()
