"""Makes files that run as their owner, and runs the system's own: su, mount, sudo, passwd.

Against: programs with more rights than the caller.
Must happen: such bits count nowhere here, and no new privilege is ever gained.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: tried
process: open
"""

# %%
import os
import shutil
import subprocess

ASK = "import os, sys; sys.exit(os.geteuid() == 0 and 77)"


def double(x):
    me = os.geteuid()
    if me == 0:
        print("!!! is root")
    shutil.copy(shutil.which("sh"), "/tmp/work/sh")
    os.chmod("/tmp/work/sh", 0o6777)
    for command in (["/tmp/work/sh", "-pc", "id -u"], ["su", "-c", "id -u"], ["sudo", "-n", "id", "-u"]):
        try:
            said = subprocess.run(command, capture_output=True, text=True, timeout=3, stdin=subprocess.DEVNULL)
        except (OSError, subprocess.TimeoutExpired):
            continue
        if said.stdout.strip() == "0" or said.stdout.strip() not in ("", str(me)):
            print("!!! became", said.stdout.strip())
    for call in (os.setuid, os.setgid, os.seteuid):
        try:
            call(0)
            print("!!! became root by", call.__name__)
        except OSError:
            continue
    status = open("/proc/self/status").read()
    for line in status.splitlines():
        if line.startswith(("CapEff", "CapPrm", "CapBnd")) and int(line.split()[1], 16):
            print("!!! has capabilities:", line)
    if "NoNewPrivs:\t1" not in status:
        print("!!! may gain privileges")
    print("tried")
    return 0
