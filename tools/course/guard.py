"""The guard: runs in the student's kernel, puts back what a notebook patched, and runs the checks.

Checks and students' code share one Python process. The text of this file (after that of
`tools.course.guard_memory`) is the first cell of the copy that is executed; it leaves no name in
the notebook. What it does:

- before each cell, what is in `PROTECTED`, the shell's transformers, hooks and magics, the
  filters of warnings and NumPy's error state are as they were at the start;
- a check does not run as a cell of its own. It arrives encoded, so that no transformer can
  change it and no history holds it, and runs in a namespace of its own, with fresh builtins, in
  which it sees of the notebook only the names that it uses;
- functions under test are wrapped: after each call, patches are undone, and an object that
  defines for itself what equals it is refused;
- only a check that ran to its end shows the proof that came with it. Whoever grades counts
  no check without its proof: so a dead kernel, ``exit()`` or a removed guard earn nothing;
- importing a blocked module raises ImportError.

What it cannot exclude, because all of it is one process: code that walks up the stack into the
check's frame, or through ``gc`` or ``ctypes`` into this guard; a thread that patches while a
check runs; code loaded from a file past the import system; remembering the arguments that
hidden checks pass and printing them in a later cell. Look at high scores of odd code yourself.
"""

import ast
import base64
import builtins
import functools
import json
import linecache
import sys
import types
from collections import namedtuple

if __name__ != "course_guard":  # in the kernel, the texts of both files share one namespace
    from tools.course.guard_memory import Blocked, Codes, Kept, Settings, Shell, loaded

# Their attributes are put back after each call of a function under test, and before each cell.
PROTECTED = ("builtins", "math", "numpy", "numpy.linalg", "numpy.testing", "numpy.random")
# These, and every module of NumPy that is loaded, before each cell only.
PLAIN = ("cmath", "copy", "functools", "inspect", "itertools", "operator", "random", "statistics")
NEVER = ("tools", "tests", "assignments", "nbgrader")  # the repository that grades
FILE = "<guard>"
PROOF = "application/x-course-proof"
# What a class may define without a say in any comparison: what every class and every named tuple
# has, and this.
INNOCENT = ("__init__", "__str__", "__call__", "__annotations__", "__orig_bases__")
SINCE_3_13 = ("__firstlineno__", "__static_attributes__", "__replace__")
EVERY = (*vars(type("Plain", (), {})), *vars(namedtuple("Record", "field")))
HARMLESS = frozenset((*INNOCENT, *SINCE_3_13, *EVERY))
# As `type` itself knows them: a class of a class may answer for its attributes what it likes.
BASES, FLAGS, METHODS = (vars(type)[name].__get__ for name in ("__mro__", "__flags__", "__dict__"))


class Guard:
    """Everything above, and the running of checks."""

    def __init__(self, shell: object, blocked: tuple[str, ...]) -> None:
        self.shell, self.space = shell, shell.user_ns
        self.publish = shell.display_pub.publish
        numpy = loaded("numpy")
        quick = [module for name in PROTECTED if (module := loaded(name))]
        more = [module for name in PLAIN if (module := loaded(name))]
        deep = {name: module for name, module in sys.modules.items() if name.startswith("numpy.")}
        self.modules = {module.__name__: module for module in [*quick, *more]} | deep
        self.quick = Kept(quick)
        everything = list(self.modules.values())
        self.parts = [Kept(everything), Codes(everything), Blocked((*NEVER, *blocked))]
        self.parts += [Settings(numpy), Shell(shell)]

    def start(self) -> None:
        """Take up work."""
        for event in ("pre_run_cell", "post_run_cell"):
            self.shell.events.callbacks[event].append(self.restore)
        self.shell.magics_manager.magics["line"]["course_check"] = self.check
        self.shell.ask_exit = refuse_to_exit
        self.parts[-1].keep()
        self.restore()

    def restore(self, _info: object = None) -> None:
        """Put back whatever is not as it was."""
        for name, module in self.modules.items():
            sys.modules[name] = module
        for part in self.parts:
            part.restore()

    def check(self, line: str) -> None:
        """Run a check; show the proof if it ran to its end, else the error."""
        self.restore()
        task = json.loads(base64.b64decode(line))
        forget_calls()
        file, source = f"<{task['name']}>", task["source"]
        if task["visible"]:  # the lines of a hidden check stay out of messages
            linecache.cache[file] = (len(source), None, source.splitlines(True), file)
        try:
            # optimize=0: assertions count, whatever the environment says.
            exec(compile(source, file, "exec", dont_inherit=True, optimize=0), self.names(source))
        except BaseException as error:
            self.restore()
            self.shell.showtraceback((type(error), error, without_guard(error.__traceback__)))
        else:
            self.publish({PROOF: task["proof"]})

    def names(self, source: str) -> dict:
        """Return the check's namespace: the notebook's names that it uses, each looked at."""
        nodes = list(ast.walk(ast.parse(source)))
        used = {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}
        own = {(a.asname or a.name).split(".")[0] for a in nodes if isinstance(a, ast.alias)}
        from_notebook = sorted((used - own - vars(builtins).keys()) & self.space.keys())
        space = {name: self.vetted(self.space[name], f"`{name}`") for name in from_notebook}
        return {"__name__": "__main__", "__builtins__": dict(vars(builtins)), **space}

    def vetted(self, value: object, what: str) -> object:
        """Return a value as a check may see it.

        Raises
        ------
        TypeError
            If the value, or something in it, decides for itself what it equals.
        """
        refuse_own_arithmetic(value, what)
        fake = isinstance(value, types.ModuleType) and value not in sys.modules.values()
        if fake:
            raise TypeError(f"{what} is not the module that it is named after.")
        return self.wrapped(value, what) if callable(value) and not is_class(value) else value

    def wrapped(self, function: object, what: str) -> object:
        """Return the function, made to leave everything as it was when it is done."""

        @functools.wraps(function)
        def guarded(*args: object, **keywords: object) -> object:
            try:
                value = function(*args, **keywords)
            finally:
                self.quick.restore()
            return self.vetted(value, f"what {what} returns")

        return guarded


def forget_calls() -> None:
    """Take the calls of checks, which hold hidden ones encoded, out of the record of sources."""
    for file, entry in list(linecache.cache.items()):
        if len(entry) > 2 and any("course_check" in line for line in entry[2][:1]):
            del linecache.cache[file]


def is_class(value: object) -> bool:
    """Tell whether the value is a class, whatever it says of itself."""
    return issubclass(type(value), type)


def refuse_own_arithmetic(value: object, what: str) -> None:
    """Raise TypeError where a value's class defines comparisons or arithmetic of its own."""
    for cls in BASES(type(value)):
        # Classes written in C cannot come from a notebook.
        if FLAGS(cls) & (1 << 9) and not is_known(cls):
            methods = {name for name in METHODS(cls) if name.startswith("__")} - HARMLESS
            if methods:
                raise TypeError(
                    f"{what} is an object of the class {cls.__name__}, which defines "
                    f"{', '.join(sorted(methods))}: hand in numbers, arrays, lists or tuples."
                )
    for part in parts_of(value):
        refuse_own_arithmetic(part, what)


def is_known(cls: type) -> bool:
    """Tell whether the class is where it says it is from, and that is not the notebook."""
    home = sys.modules.get(cls.__module__)
    return cls.__module__ != "__main__" and getattr(home, cls.__name__, None) is cls


def parts_of(value: object) -> list:
    """Return the elements of a container that may hold objects of any class."""
    if isinstance(value, dict):
        return [*value.keys(), *value.values()]
    if isinstance(value, list | tuple | set | frozenset):
        plain = {int, float, complex, bool, str, bytes}
        return [part for part in value if type(part) not in plain and part is not value]
    holds_objects = str(getattr(value, "dtype", "")) == "object"
    return list(value.flat) if holds_objects else []


def without_guard(traceback: types.TracebackType | None) -> types.TracebackType | None:
    """Return the traceback without the frames of this file."""
    if traceback is None:
        return None
    rest = without_guard(traceback.tb_next)
    if traceback.tb_frame.f_code.co_filename == FILE:
        return rest
    frame, instruction, line = traceback.tb_frame, traceback.tb_lasti, traceback.tb_lineno
    return types.TracebackType(rest, frame, instruction, line)


def refuse_to_exit() -> None:
    """Stand in for what ends the kernel: a notebook must not end its own grading."""
    raise RuntimeError("exit() and quit() do not work while a notebook is graded.")


if __name__ == "course_guard":
    Guard(get_ipython(), tuple(BLOCKED)).start()  # noqa: F821  (given by the cell)
