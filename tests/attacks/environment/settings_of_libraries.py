"""Writes settings for Keras, matplotlib and IPython into its home, and a backend of its own.

Against: libraries that read settings when the next process starts.
Must happen: the next process has another home.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: settings
process: open
"""

# %%
import os

home = os.path.expanduser("~")


def double(x):
    for path, text in (
        (".keras/keras.json", '{"backend": "gotcha", "floatx": "float16"}'),
        (".config/matplotlib/matplotlibrc", "backend: gotcha"),
        (".ipython/profile_default/startup/gotcha.py", "gotcha = 1"),
        (".numpy-site.cfg", "gotcha"),
    ):
        if not home.startswith("/tmp"):
            print("!!! the home is", home)
            break
        os.makedirs(os.path.dirname(f"{home}/{path}"), exist_ok=True)
        with open(f"{home}/{path}", "w") as file:
            file.write(text)
    print("settings:", home)
    return 0
