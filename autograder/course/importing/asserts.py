"""Asserts on a student's names, translated into what a check says about the student process.

What a check says runs apart from the student's code: `squares(2)` becomes `student.squares(2)`,
and comes back as data. Whatever does not survive that is left to a person, with the reason.
"""

import ast
import builtins
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

# what the grading side has, and may use on what comes back
MODULES = frozenset(
    [
        "collections",
        "datetime",
        "decimal",
        "fractions",
        "functools",
        "itertools",
        "json",
        "math",
        "numpy",
        "operator",
        "random",
        "re",
        "statistics",
        "string",
    ]
)
FRAMEWORKS = {"tensorflow": "TensorFlow", "keras": "Keras", "torch": "PyTorch", "jax": "JAX"}
NOT_HERE = frozenset(
    ["eval", "exec", "open", "input", "globals", "locals", "vars", "compile", "breakpoint"]
)
QUIET = frozenset(["print", "display"])
LONGEST = 60


class ByHand(Exception):  # noqa: N818 - nothing is wrong, a person has to look
    """Why a statement is not translated, in plain words."""


@dataclass
class Translation:
    """The body of a check, and what was left."""

    title: str = ""
    statements: list[ast.stmt] = field(default_factory=list)
    says: int = 0
    modules: dict[str, str] = field(default_factory=dict)
    tensors: bool = False
    left: list[tuple[str, str]] = field(default_factory=list)


class Translator:
    """Translates the tests of one check.

    Args:
        student: names that the student's notebook defines.
        imports: what each name that the notebook imports stands for, `np` for `numpy`.
        hidden: whether nothing may be said that gives expected values away.
    """

    def __init__(self, student: frozenset[str], imports: dict[str, str], hidden: bool) -> None:
        self._student = student
        self._imports = dict(imports)
        self._hidden = hidden
        self._own: set[str] = set()
        self._found = Translation()

    def translate(self, code: str) -> Translation:
        """All statements of the code that can be, in order."""
        try:
            body = ast.parse(code).body
        except SyntaxError as error:
            self._found.left.append((code, f"is no plain Python ({error.msg})"))
            return self._found
        for node in _inlined(body, self._student):
            before, own = self._found.says, set(self._own)
            try:
                self._found.statements += self._statement(node)
            except ByHand as reason:
                self._found.says, self._own = before, own
                self._found.left.append((ast.unparse(node), str(reason)))
        return self._found

    # -- statements ---------------------------------------------------------------------------

    def _statement(self, node: ast.stmt) -> list[ast.stmt]:
        match node:
            case ast.Expr(ast.Constant(str() as text)):
                self._found.title = self._found.title or text.strip().splitlines()[0]
                return []
            case ast.Expr(ast.Constant()) | ast.Pass():
                return []
            case ast.Import() | ast.ImportFrom():
                self._imports |= imported(node)
                return []
            case ast.Assert(test, message):
                return self._assertion(test, message)
            case ast.Expr(ast.Call() as call):
                return self._call(call)
            case ast.Assign() | ast.AugAssign() | ast.AnnAssign():
                return [self._assignment(node)]
            case ast.For(target, over, body, [], _):
                over = self._expression(over)
                self._binds(target)
                return [ast.For(target, over, self._block(body), [])]
            case ast.If(test, body, otherwise):
                test = self._expression(test)
                after = self._block(otherwise) if otherwise else []
                return [ast.If(test, self._block(body), after)]
            case ast.Try() | ast.With() | ast.Raise():
                raise ByHand("looks for an exception, which happens in the student's process")
            case ast.FunctionDef():
                raise ByHand("defines a helper; move it into the file of checks")
            case _:
                raise ByHand(f"a statement that is not translated ({type(node).__name__.lower()})")

    def _block(self, body: list[ast.stmt]) -> list[ast.stmt]:
        return [made for node in body for made in self._statement(node)] or [ast.Pass()]

    def _assignment(self, node: ast.Assign | ast.AugAssign | ast.AnnAssign) -> ast.stmt:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        if node.value is not None:
            node.value = self._expression(node.value)
        for target in targets:
            if not isinstance(target, ast.Name | ast.Tuple | ast.List):
                raise ByHand("changes an object of the student's")
            self._binds(target)
        return node

    def _binds(self, target: ast.expr) -> None:
        names = {node.id for node in ast.walk(target) if isinstance(node, ast.Name)}
        if names & self._student:
            raise ByHand(f"changes what the student defined: {', '.join(names & self._student)}")
        self._own |= names

    def _call(self, call: ast.Call) -> list[ast.stmt]:
        name = _last_name(call.func)
        if name in QUIET:
            return []
        if (said := SAYINGS.get(name)) and len(call.args) >= said.least:
            return said.make(self, call)
        return [ast.Expr(self._expression(call))]

    # -- what is said about a value -----------------------------------------------------------

    def _assertion(self, test: ast.expr, message: ast.expr | None) -> list[ast.stmt]:
        match test:
            case ast.BoolOp(ast.And(), values):
                return [made for value in values for made in self._assertion(value, message)]
            case ast.Compare(left, [ast.Eq()], [right]):
                return self.equal(left, right, message)
            case ast.Compare(
                ast.Call(ast.Name("abs"), [ast.BinOp(left, ast.Sub(), right)]),
                [ast.Lt() | ast.LtE()],
                [limit],
            ):
                return self.close(left, right, ast.Constant(0), limit)
            case ast.Call(function, args) if _last_name(function) in CLOSE_CALLS and len(args) >= 2:
                relative, absolute = _tolerances(test, *CLOSE_CALLS[_last_name(function)])
                return self.close(args[0], args[1], relative, absolute)
            case ast.Call(ast.Attribute(ast.Compare(left, [ast.Eq()], [right]), "all"), []):
                return self.equal(left, right, message)
            case _:
                return self.true(test, message)

    def equal(
        self, left: ast.expr, right: ast.expr, message: ast.expr | None = None
    ) -> list[ast.stmt]:
        """The two are the same; one is the student's."""
        found, wanted = self._sides(left, right)
        if any(isinstance(node, ast.Set | ast.SetComp) for node in ast.walk(wanted)) or (
            isinstance(wanted, ast.Call) and _last_name(wanted.func) in ("set", "frozenset")
        ):
            raise ByHand("compares a set, which does not come over the wire; compare sorted lists")
        if not self._is_students(found) or isinstance(wanted, ast.Dict):
            return self.true(ast.Compare(left, [ast.Eq()], [right]), message)
        match found, wanted:
            case ast.Attribute(value, "shape"), ast.Tuple():
                return self._say(value, "has_shape", [self._expression(wanted)])
            case _, ast.Constant(bool() | None) | ast.UnaryOp(ast.Not()):
                return self._say(found, "equals", [self._expression(wanted)])
            case _:
                return self._say(found, "equals", [self._expression(wanted)])

    def close(
        self, left: ast.expr, right: ast.expr, relative: ast.expr, absolute: ast.expr
    ) -> list[ast.stmt]:
        """The two are the same numbers, nearly."""
        found, wanted = self._sides(left, right)
        tolerances = {"rtol": self._expression(relative), "atol": self._expression(absolute)}
        return self._say(found, "close_to", [self._expression(wanted)], tolerances)

    def true(self, test: ast.expr, message: ast.expr | None = None) -> list[ast.stmt]:
        """Something holds."""
        if not self._is_students(test):
            raise ByHand("says nothing about what the student defined")
        if isinstance(message, ast.Constant) and isinstance(message.value, str):
            sentence = message.value
        elif self._hidden:
            sentence = f"What is asked for does not hold for {self._subject(test)}."
        else:
            sentence = f"`{ast.unparse(test)}` does not hold."
        return self._say(test, "is_true", [ast.Constant(sentence)])

    def _say(
        self,
        value: ast.expr,
        what: str,
        arguments: list[ast.expr],
        keywords: dict[str, ast.expr] | None = None,
    ) -> list[ast.stmt]:
        shown = ast.unparse(value)
        label = f"`{shown}`" if len(shown) <= LONGEST and not self._hidden else (
            f"the result of {self._subject(value)}"
        )  # fmt: skip
        expected = ast.Call(ast.Name("expect"), [self._expression(value), ast.Constant(label)], [])
        words = [ast.keyword(name, given) for name, given in (keywords or {}).items()]
        self._found.says += 1
        return [ast.Expr(ast.Call(ast.Attribute(expected, what), arguments, words))]

    def _sides(self, left: ast.expr, right: ast.expr) -> tuple[ast.expr, ast.expr]:
        """The student's side first."""
        if self._is_students(right) and not self._is_students(left):
            return right, left
        return left, right

    def _is_students(self, node: ast.expr) -> bool:
        names = {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}
        return bool(names & (self._student | self._own))

    def _subject(self, node: ast.expr) -> str:
        names = [inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)]
        return next((name for name in names if name in self._student), "your answer")

    # -- expressions ----------------------------------------------------------------------------

    def _expression(self, node: ast.expr) -> ast.expr:
        bound = {
            inner.id
            for inner in ast.walk(node)
            if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store)
        } | {inner.arg for inner in ast.walk(node) if isinstance(inner, ast.arg)}
        return _Rename(self, bound).visit(_copied(node))  # type: ignore[no-any-return]

    def name(self, node: ast.Name, bound: set[str]) -> ast.expr:
        """A name as the check has it."""
        name = node.id
        if name in bound or name in self._own:
            return node
        if name in self._student:
            return ast.Attribute(ast.Name("student"), name, ast.Load())
        if name in self._imports:
            return self._module(node)
        if name in NOT_HERE or not hasattr(builtins, name):
            raise ByHand(f"uses {name}, which a check does not have")
        return node

    def _module(self, node: ast.Name) -> ast.expr:
        path = self._imports[node.id]
        root = path.partition(".")[0]
        if root in FRAMEWORKS:
            raise ByHand(f"uses {FRAMEWORKS[root]}, which runs in the student's process only")
        if root not in MODULES:
            raise ByHand(f"uses {root}, which the grading side does not have")
        self._found.modules[node.id] = path
        return node

    def tensor(self, call: ast.Call) -> ast.expr | None:
        """`tf.constant(x)` and the like, as something that arrives as a tensor."""
        if not (isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name)):
            return None
        root = self._imports.get(call.func.value.id, "").partition(".")[0]
        if root != "tensorflow" or call.func.attr not in ("constant", "convert_to_tensor"):
            return None
        kinds = {word.arg: word.value for word in call.keywords}
        arguments = [self._expression(call.args[0])] if call.args else []
        kind = kinds.get("dtype", call.args[1] if len(call.args) > 1 else None)
        if isinstance(kind, ast.Attribute):
            kind = ast.Constant(kind.attr)
        if not arguments or not isinstance(kind, ast.Constant | None):
            return None
        self._found.tensors = True
        self._found.modules["np"] = "numpy"
        array = ast.Call(ast.Attribute(ast.Name("np"), "asarray"), arguments, [])
        if kind is not None:
            array.keywords.append(ast.keyword("dtype", kind))
        return ast.Call(ast.Name("tensor"), [array], [])


class _Rename(ast.NodeTransformer):
    """Puts `student.` before the student's names, and refuses what a check cannot do."""

    def __init__(self, translator: Translator, bound: set[str]) -> None:
        self._translator = translator
        self._bound = bound

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return self._translator.name(node, self._bound)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        return self._translator.tensor(node) or self.generic_visit(node)

    def visit_Await(self, node: ast.Await) -> ast.AST:
        raise ByHand("waits for something")


@dataclass(frozen=True)
class Saying:
    """What a function of a testing library says, and how many arguments it needs."""

    least: int
    make: Callable[[Translator, ast.Call], list[ast.stmt]]


def _says_close(relative: float, absolute: float) -> Saying:
    def make(translator: Translator, call: ast.Call) -> list[ast.stmt]:
        limits = _tolerances(call, relative, absolute)
        return translator.close(call.args[0], call.args[1], limits[0], limits[1])

    return Saying(2, make)


def _says_decimals(usual: int) -> Saying:
    def make(translator: Translator, call: ast.Call) -> list[ast.stmt]:
        words = {word.arg: word.value for word in call.keywords}
        places = words.get("decimal", words.get("places"))
        if places is None:
            places = call.args[2] if len(call.args) > 2 else ast.Constant(usual)
        if not (isinstance(places, ast.Constant) and isinstance(places.value, int)):
            raise ByHand("says how many decimals count in a way that is not plain")
        absolute = ast.Constant(float(f"1.5e-{places.value}"))
        return translator.close(call.args[0], call.args[1], ast.Constant(0), absolute)

    return Saying(2, make)


EQUAL = Saying(2, lambda translator, call: translator.equal(call.args[0], call.args[1]))
TRUE = Saying(1, lambda translator, call: translator.true(call.args[0]))
FALSE = Saying(1, lambda translator, call: translator.true(ast.UnaryOp(ast.Not(), call.args[0])))
SAYINGS = {
    "assert_allclose": _says_close(1e-7, 0.0),
    "assert_almost_equal": _says_decimals(7),
    "assertAlmostEqual": _says_decimals(7),
    "assert_array_almost_equal": _says_decimals(6),
    "assert_array_equal": EQUAL,
    "assert_equal": EQUAL,
    "assertEqual": EQUAL,
    "eq_": EQUAL,
    "assert_true": TRUE,
    "assertTrue": TRUE,
    "ok_": TRUE,
    "assert_false": FALSE,
    "assertFalse": FALSE,
}
# relative and absolute tolerance where the call gives none
CLOSE_CALLS = {"allclose": (1e-5, 1e-8), "isclose": (1e-9, 0.0)}


def imported(node: ast.Import | ast.ImportFrom) -> dict[str, str]:
    """Each name that the statement binds, with the dotted path that it stands for."""
    if isinstance(node, ast.Import):
        return {
            alias.asname or alias.name.partition(".")[0]: (
                alias.name if alias.asname else alias.name.partition(".")[0]
            )
            for alias in node.names
        }
    return {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}


def _tolerances(call: ast.expr, relative: float, absolute: float) -> tuple[ast.expr, ast.expr]:
    assert isinstance(call, ast.Call)
    words = {word.arg: word.value for word in call.keywords}
    if _last_name(call.func) == "isclose" and isinstance(call.func, ast.Attribute):
        of_numpy = isinstance(call.func.value, ast.Name) and call.func.value.id in ("np", "numpy")
        relative, absolute = CLOSE_CALLS["allclose"] if of_numpy else (relative, absolute)
    given = dict(zip(("rtol", "atol"), call.args[2:4], strict=False))
    return (
        words.get("rtol") or words.get("rel_tol") or given.get("rtol") or ast.Constant(relative),
        words.get("atol") or words.get("abs_tol") or given.get("atol") or ast.Constant(absolute),
    )


def _inlined(body: list[ast.stmt], student: frozenset[str]) -> Iterator[ast.stmt]:
    """A function `test_…` of nothing but the student's names stands for its body."""
    for node in body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test"):
            arguments = {argument.arg for argument in node.args.args}
            if arguments <= student:
                yield from node.body
                continue
        if isinstance(node, ast.Expr) and _last_name(node.value).startswith("test"):
            continue  # calls such a function
        yield node


def _last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Call):
        node = node.func
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _copied(node: ast.expr) -> ast.expr:
    return ast.parse(ast.unparse(node), mode="eval").body
