"""Puts a conftest.py beside the notebook and above the course, whose hooks make every test pass.

Against: pytest, which takes in such files of all folders above its tests.
Must happen: pytest looks for it beside the graders only.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: result
process: holds
"""

# %% [beside]
HOOKS = f"""
import pytest
open({TARGET["canary"]!r}, "w").write("gotcha")

@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    (yield).get_result().outcome = "passed"

@pytest.fixture
def student(): return type("S", (), {{"double": lambda self, x: 2 * x}})()
"""
for place in (folder, folder.parent):
    (place / "conftest.py").write_text(HOOKS)

# %%
def double(x):
    return 7
