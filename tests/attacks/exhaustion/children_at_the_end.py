"""Forks when its process ends: at exit, in `__del__`, and from a thread that waits for that.

Against: the instant between the end of a process and the end of its tree.
Must happen: nothing is left.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: waits
process: holds
"""

# %%
import atexit
import os
import threading
import time


def stay():
    if os.fork() == 0:
        os.setsid()
        time.sleep(1000)
        os._exit(0)


def wait(parent):
    while os.getppid() == parent:
        time.sleep(0.001)
    stay()
    time.sleep(1000)


def double(x):
    atexit.register(stay)
    threading.Thread(target=time.sleep, args=(1000,)).start()
    here = os.getpid()
    if os.fork() == 0:
        os.setsid()
        wait(here)
    print("waits")
    return 0
