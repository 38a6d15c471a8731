"""Leaves children that forked twice, have a session of their own and hold all pipes open.

Against: a submission that ends when its first process does.
Must happen: they end with it, and nobody waits for their pipes.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: left
process: holds
"""

# %%
import os
import signal
import subprocess
import sys
import time


def double(x):
    for number in range(4):
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                for s in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
                    signal.signal(s, signal.SIG_IGN)
                time.sleep(1000)
            os._exit(0)
    subprocess.Popen(["sleep", "1000"], start_new_session=True)
    print("left", os.getpid() > 0)
    sys.stdout.flush()
    return 0
