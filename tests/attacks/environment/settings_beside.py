"""Puts settings of pytest, of Python packages and of a course beside the notebook.

Against: programs that look for settings where their input lies.
Must happen: the course's own count.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: result
process: holds
"""

# %% [beside]
(folder / "pytest.ini").write_text("[pytest]\naddopts = -p gotcha --maxfail=0\n")
(folder / "tox.ini").write_text("[pytest]\naddopts = --collect-only\n")
(folder / "pyproject.toml").write_text("[tool.pytest.ini_options]\naddopts = '--co'\n")
(folder / "course.toml").write_text("[limits]\nsubmission_s = 100000\n")
(folder / "setup.cfg").write_text("[tool:pytest]\naddopts = --co\n")
(folder / "test_hidden.py").write_text("def test_doubles_an_array(): pass\n")

# %%
def double(x):
    return 7
