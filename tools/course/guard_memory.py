"""What the guard puts back: modules, code, import hooks, the shell, settings.

The text of this file runs in the student's kernel, before that of `tools.course.guard`.
"""

import builtins
import importlib
import sys
import types
import warnings


class Kept:
    """The attributes of modules or classes, and how to put them back."""

    def __init__(self, owners: list) -> None:
        self.owners = [(owner, dict(vars(owner)), self.ids(owner)) for owner in owners]

    @staticmethod
    def ids(owner: object) -> tuple[int, ...]:
        """Return what tells by identity whether an attribute was exchanged, quickly."""
        return tuple(map(id, vars(owner).values()))

    def restore(self) -> None:
        """Put every changed or missing attribute back, and take away what was added."""
        for owner, kept, ids in self.owners:
            if self.ids(owner) != ids:
                self.put_back(owner, kept)

    @staticmethod
    def put_back(owner: object, kept: dict) -> None:
        """Make the attributes the same objects as they were."""
        now = dict(vars(owner))
        for name, value in kept.items():
            if name not in now or now[name] is not value:
                setattr(owner, name, value)
        for name in now.keys() - kept.keys():
            # Modules load parts of themselves late; everything else was put there by someone.
            if sys.modules.get(f"{owner.__name__}.{name}") is not now[name]:
                delattr(owner, name)


class Codes:
    """The code of Python functions, which can be exchanged inside an unchanged function."""

    def __init__(self, owners: list) -> None:
        values = [value for owner in owners for value in vars(owner).values()]
        functions = {getattr(value, "__wrapped__", value) for value in values if callable(value)}
        self.kept = [
            (function, function.__code__, function.__defaults__, function.__kwdefaults__)
            for function in functions
            if type(function) is types.FunctionType
        ]

    def restore(self) -> None:
        """Put the code back where it is another."""
        for function, code, defaults, keywords in self.kept:
            if function.__code__ is not code:
                function.__code__ = code
            function.__defaults__, function.__kwdefaults__ = defaults, keywords


class Blocked:
    """A finder of modules that refuses the blocked ones and leaves the rest to the others."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self.names = names

    def refuses(self, name: str) -> bool:
        """Tell whether the module or a package above it is blocked."""
        return any(name == blocked or name.startswith(blocked + ".") for blocked in self.names)

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        """Raise ImportError for a blocked module."""
        if self.refuses(name):
            raise ImportError(f"{name} is not for use in this assignment: write it yourself.")

    def restore(self) -> None:
        """Be the first finder again, and forget blocked modules that came in past it."""
        if not (sys.meta_path and sys.meta_path[0] is self):
            sys.meta_path[:] = [self, *(other for other in sys.meta_path if other is not self)]
        for name in [name for name in sys.modules if self.refuses(name)]:
            del sys.modules[name]


class Shell:
    """IPython's shell: its lists of transformers and hooks, its attributes, its magics."""

    def __init__(self, shell: object) -> None:
        self.shell, self.space = shell, shell.user_ns
        manager = shell.input_transformer_manager
        hooks = shell.events.callbacks.values()
        transformers = (manager.cleanup_transforms, manager.line_transforms)
        post, trees = shell.input_transformers_post, shell.ast_transformers
        self.lists = [*hooks, *transformers, manager.token_transformers, post, trees]
        self.classes = Kept([cls for cls in type(shell).__mro__[:-1] if "Shell" in cls.__name__])

    def keep(self) -> None:
        """Remember how things are now."""
        self.kept = [list(entries) for entries in self.lists]
        self.attributes = dict(vars(self.shell))
        self.magic = dict(self.shell.magics_manager.magics["line"])

    def restore(self) -> None:
        """Put everything back; names of the notebook stay but for those that belong to Python."""
        self.classes.restore()
        for entries, kept in zip(self.lists, self.kept, strict=True):
            entries[:] = kept
        self.shell.magics_manager.magics["line"].update(self.magic)
        self.shell.custom_exceptions = ()
        own = vars(self.shell)
        for name, value in self.attributes.items():
            if callable(value):
                own[name] = value
        for name in own.keys() - self.attributes.keys():
            if hasattr(type(self.shell), name) and callable(own[name]):
                del own[name]
        self.space["__builtins__"] = builtins
        self.space["get_ipython"] = self.shell.get_ipython


class Settings:
    """NumPy's error state and the filters of warnings."""

    def __init__(self, numpy: types.ModuleType | None) -> None:
        self.numpy = numpy
        self.errors = numpy.geterr() if numpy else {}
        self.filters = list(warnings.filters)

    def restore(self) -> None:
        """Put them back."""
        sys.settrace(None)
        if self.numpy:
            self.numpy.seterr(**self.errors)
        if warnings.filters != self.filters:
            warnings.resetwarnings()
            warnings.filters.extend(self.filters)


def loaded(name: str) -> types.ModuleType | None:
    """Return the module, or None where this environment lacks it."""
    try:
        return importlib.import_module(name)
    except ImportError:
        return None
