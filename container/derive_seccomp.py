"""Derive container/seccomp.json: the system calls that the container may make, and no other.

    python container/derive_seccomp.py [ASSIGNMENT…]

Needs strace, podman and an image that was built. References are graded in a container whose
processes are traced; what they call is allowed, together with `ALSO`: what the same programs
call on other kernels, processors and versions of the C library. Everything else gets ENOSYS, as
from a kernel that does not know it, so that libraries which only try take their older way.
"""

import json
import re
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from autograder.course import load, reference_notebook, write_notebook
from autograder.grading.run import grade, read_submission
from autograder.sandbox import container, engines, open_sandbox
from autograder.sandbox.engines import Engine

PROFILE = Path(__file__).parent / "seccomp.json"
ROOT = Path(__file__).parent.parent

# so frequent that tracing them would take all the time
SURELY = """
    brk clock_gettime clock_nanosleep close epoll_pwait epoll_wait fstat futex getpid gettid
    lseek madvise mmap mprotect munmap nanosleep newfstatat openat poll pread64 read readlink
    readv recvfrom recvmsg rt_sigaction rt_sigprocmask rt_sigreturn sched_yield sendmsg sendto
    write writev
"""

# what may be called elsewhere in place of what was seen, by the reason
ALSO = {
    "older and newer forms of the same": """
        access arch_prctl chmod chown clone dup dup2 dup3 epoll_create epoll_create1 epoll_ctl
        eventfd eventfd2 faccessat faccessat2 fchmod fchmodat fchmodat2 fchown fchownat fork
        fstatfs getdents getdents64 inotify_init1 lchown link linkat lstat mkdir mkdirat mknod
        mknodat open openat2 pipe pipe2 poll ppoll pselect6 readlinkat rename renameat renameat2
        rmdir select stat statfs statx symlink symlinkat unlink unlinkat utime utimensat utimes
        vfork futex_waitv futex_wait futex_wake futex_requeue preadv preadv2 pwrite64 pwritev
        pwritev2 epoll_pwait2 signalfd signalfd4 rt_sigtimedwait rt_sigtimedwait_time64
    """,
    "of Python, its threads and the C library": """
        personality
        alarm capget capset clock_getres close_range copy_file_range creat execve execveat exit
        exit_group fadvise64 fallocate fchdir fcntl fdatasync flock fsetxattr fsync ftruncate
        futimesat getcpu getcwd getegid geteuid getgid getgroups getitimer getpgid getpgrp
        getppid getpriority getrandom getresgid getresuid getrlimit get_robust_list getrusage
        getsid gettimeofday getuid getxattr ioctl kill listxattr lgetxattr membarrier mincore
        mlock mlockall mremap msync munlock pause pidfd_open pidfd_send_signal prctl prlimit64
        restart_syscall rseq rt_sigpending rt_sigqueueinfo rt_sigsuspend rt_tgsigqueueinfo
        sched_getaffinity sched_getattr sched_getparam sched_get_priority_max
        sched_get_priority_min sched_getscheduler sched_rr_get_interval sched_setaffinity
        sched_setattr sched_setparam sched_setscheduler sendfile setitimer setpgid setpriority
        set_robust_list setrlimit set_tid_address sigaltstack splice sync_file_range sysinfo tee
        tgkill time timer_create timer_delete timer_getoverrun timer_gettime timer_settime
        timerfd_create timerfd_gettime timerfd_settime times tkill truncate umask uname wait4
        waitid
    """,
    "sockets, of which the inner filter leaves three families": """
        accept accept4 bind connect getpeername getsockname getsockopt listen recvmmsg sendmmsg
        setsockopt shutdown socket socketpair
    """,
    "of the zygote, which takes them from the student process with its inner filter": """
        chdir chroot mount mount_setattr pivot_root seccomp sethostname setgid setgroups
        setresgid setresuid setsid setuid umount2 unshare
    """,
}

# its arguments lie in memory, where no filter sees them; without it the C library uses clone
NEVER = {"clone3"}

_CALL = re.compile(r"^\d+<(?P<comm>[^>]*)> (?P<name>[a-z0-9_]+)\(")
_ENGINE = re.compile(r"^(podman|conmon|runc|crun|exe|netavark|iptables|slirp|fuse)")


def observed(name: str) -> set[str]:
    """What is called while the reference of an assignment is graded."""
    plain = engines.find()
    with tempfile.TemporaryDirectory() as place:
        trace = Path(place, "trace")
        quiet = ",".join(SURELY.split())
        tracer = ("strace", "-f", "-Y", "-qq", "--seccomp-bpf", "-o", str(trace))
        traced = Engine(plain.name, (*tracer, "-e", f"trace=!{quiet}", *plain.command))
        container.engines.find = lambda: traced  # type: ignore[attr-defined]
        container.image.seccomp_profile = lambda: "unconfined"  # type: ignore[attr-defined]
        course = load(ROOT)
        with open_sandbox("container") as sandbox:
            path = Path(place, f"{name}.ipynb")
            write_notebook(reference_notebook(course.assignment(name)), path)
            result = grade(read_submission(path, course, name), course, sandbox, seed=0)
            print(name, result.score, "of", result.max_score)  # noqa: T201
        found = set()
        for line in trace.read_text(errors="replace").splitlines():
            call = _CALL.match(line)
            if call and not _ENGINE.match(call["comm"]):
                found.add(call["name"])
        return found


def main() -> None:
    """Write the profile; say what was seen that nobody had thought of."""
    names = sys.argv[1:] or ["quadratic_layer", "multi_output_model", "breast_cancer_loop"]
    with ProcessPoolExecutor(1, max_tasks_per_child=1) as one_after_the_other:
        seen = set().union(*one_after_the_other.map(observed, names))
    also = {name for names in (SURELY, *ALSO.values()) for name in names.split()}
    print("seen, and not among what is allowed anyway:", sorted(seen - also - NEVER))  # noqa: T201
    allowed = sorted((seen | also) - NEVER)
    profile = {
        "defaultAction": "SCMP_ACT_ERRNO",
        "defaultErrnoRet": 38,
        "archMap": [
            {"architecture": "SCMP_ARCH_X86_64", "subArchitectures": []},
            {"architecture": "SCMP_ARCH_AARCH64", "subArchitectures": []},
        ],
        "syscalls": [{"names": allowed, "action": "SCMP_ACT_ALLOW"}],
    }
    PROFILE.write_text(json.dumps(profile, indent=2) + "\n")


if __name__ == "__main__":
    main()
