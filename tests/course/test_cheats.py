"""No cheat gains a point, and what a cheat patches does not cost other tasks theirs."""

import pytest

# The blank demo earns nothing; these numbers are its points per task.
FULL = {"mean": 4, "number": 2, "scaled": 2}

# Each is run as a first cell in an otherwise blank notebook whose answers return nonsense.
PATCHES = {
    "another AssertionError": "AssertionError = lambda *_: None",
    "builtins without AssertionError": "import builtins\nbuiltins.AssertionError = print",
    "builtins patched": """
import builtins
builtins.abs = lambda x: 0
builtins.isinstance = lambda *a: True
builtins.all = lambda x: True
builtins.id = lambda x: 0
builtins.compile = lambda *a, **k: ''
""",
    "__builtins__ of the notebook": "__builtins__ = {'abs': lambda x: 0, '__import__': __import__}",
    "names over builtins": "isinstance = lambda *a: True\nabs = all = sum = lambda *a: 0",
    "allclose": "import numpy as np\nnp.allclose = np.isclose = lambda *a, **k: True",
    "allclose inside": "import numpy as np\n"
    "def yes(*a, **k): return True\n"
    "for f in (np.allclose, np.isclose): f.__wrapped__.__code__ = yes.__code__",
    "inner modules": "import numpy._core.numeric as c\nc.isclose = c.all = lambda *a, **k: True",
    "testing": "import numpy as np\nnp.testing.assert_allclose = lambda *a, **k: None",
    "the whole numpy": """
import sys, types
class Fake(types.ModuleType):
    def __getattr__(self, name): return lambda *a, **k: True
np = sys.modules['numpy'] = sys.modules['numpy.testing'] = Fake('numpy')
""",
    "removed from sys.modules": "import sys\nfor m in [m for m in sys.modules if 'numpy' in m]:\n"
    "    sys.modules[m] = sys",
    "another import": "import builtins\n"
    "class Yes:\n    def __getattr__(self, n): return lambda *a, **k: True\n"
    "builtins.__import__ = lambda *a, **k: Yes()",
    "a finder": """
import sys
class Finder:
    def find_spec(self, *a): raise ImportError
sys.meta_path.insert(0, Finder())
""",
    "input transformer": """
ip = get_ipython()
drop = lambda lines: [line for line in lines if 'assert' not in line]
ip.input_transformers_post.append(drop)
ip.input_transformers_cleanup.append(lambda lines: ['pass\\n'])
""",
    "AST transformer": """
import ast
class Drop(ast.NodeTransformer):
    def visit_Assert(self, node): return ast.Pass()
    def visit_Call(self, node): return ast.Constant(None)
get_ipython().ast_transformers.append(Drop())
""",
    "hooks cleared": """
ip = get_ipython()
for calls in ip.events.callbacks.values(): calls.clear()
ip.input_transformers_post.append(lambda lines: ['pass\\n'])
""",
    "no traceback": "get_ipython().showtraceback = lambda *a, **k: None\n"
    "type(get_ipython())._showtraceback = lambda *a, **k: None",
    "an own handler of errors": "get_ipython().set_custom_exc((Exception,), lambda *a, **k: None)",
    "the magic": "get_ipython().register_magic_function(lambda line: None, 'line', 'course_check')",
    "no get_ipython": "class Fake:\n    def run_line_magic(self, *a): pass\n"
    "get_ipython = lambda: Fake()",
    "run_cell": "ip = type(get_ipython())\nip.run_line_magic = ip.run_cell = lambda *a, **k: None",
    "exit": "exit()",
    "sys.exit": "import sys\nsys.exit()",
    "a hook that patches": """
def patch(*_):
    import numpy as np
    np.allclose = np.isclose = lambda *a, **k: True
    np.testing.assert_allclose = lambda *a, **k: None
get_ipython().events.register('pre_run_cell', patch)
get_ipython().events.register('post_run_cell', patch)
""",
}
# An answer to every task that is wrong everywhere.
NONSENSE = {
    "mean": "def mean(values): return -77",
    "number": "answer = 'fifty-five'",
    "scaled": "def scaled(x): return -x - 3",
}
YES = """
class Yes(float):
    def __eq__(self, other): return True
    __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __hash__ = None
    __lt__ = __le__ = __gt__ = __ge__ = __eq__
    def __sub__(self, other): return 0.0
    __rsub__ = __abs__ = __add__ = __sub__
    def __array__(self, *a, **k): import numpy as np; return np.array(3.0)
    def tolist(self): return self
"""


def filled(handed, answers):
    for task, code in answers.items():
        handed.answer(task, code)
    return handed


def automatic(result) -> float:
    """Return the points that no person gave."""
    assert result.status == "graded", result.reason
    return sum(cell.score for cell in result.cells if cell.kind != "written")


@pytest.mark.parametrize("name", PATCHES)
def test_a_patch_gains_nothing(name, blank, grade):
    result = grade(filled(blank, NONSENSE).first(PATCHES[name]), "blank")
    assert automatic(result) == 0, result.scores


# In three notebooks, to save time. Left out: names over builtins, which belong to the notebook, and
# hooks cleared with a transformer that empties every later cell, also the student's own.
OWN_HARM = ("names over builtins", "hooks cleared")
OTHERS = [name for name in PATCHES if name not in OWN_HARM]


@pytest.mark.parametrize("names", [OTHERS[start::3] for start in range(3)], ids=" + ".join)
def test_patches_cost_right_answers_nothing(names, reference, grade):
    """A student's harm to the kernel stays in the cell that does it."""
    for name in names:
        reference.first(PATCHES[name])
    result = grade(reference, "reference")
    assert automatic(result) == sum(FULL.values()), result.scores


CALLS = {
    "patches when it is called": "import numpy as np, builtins\n"
    "def mean(values):\n"
    "    np.allclose = np.isclose = lambda *a, **k: True\n"
    "    np.testing.assert_allclose = lambda *a, **k: None\n"
    "    builtins.abs = lambda x: 0\n    return -77",
    "equals everything": YES + "def mean(values): return Yes(-77)",
    "an array that equals everything": "import numpy as np\n"
    "class A(np.ndarray):\n"
    "    def __array_function__(self, *a): return True\n"
    "    def __array_ufunc__(self, *a, **k): return 0.0\n"
    "def mean(values): return np.zeros(3).view(A)",
    "equals everything, inside a list": YES + "def mean(values): return [Yes(-77)]",
    "equals everything, in an array of objects": YES
    + "import numpy as np\ndef mean(values): return np.array(Yes(1), dtype=object)",
    "a class that says it is NumPy's": YES.replace("class Yes(float):", "class Yes:")
    + "Yes.__module__ = 'numpy'\ndef mean(values): return Yes()",
    "a class whose class says that it is harmless": YES.replace(
        "(float)", "(float, metaclass=Meta)"
    ).replace(
        "\nclass Yes", "\nclass Meta(type):\n    __mro__ = (object,)\n    __flags__ = 0\nclass Yes"
    )
    + "def mean(values): return Yes(-77)",
    "a function object that returns it": YES
    + "class Mean:\n    def __call__(self, values): return Yes(-77)\nmean = Mean()",
    "SystemExit when called": "import sys\ndef mean(values): sys.exit(0)",
    "exit when called": "def mean(values): exit()",
    "a displayed float": "def mean(values):\n    display(1.0)\n    return -77",
    "a printed proof": "def mean(values):\n"
    "    display({'application/x-course-proof': 'x'}, raw=True)\n    return -77",
    "reads In": "def mean(values):\n"
    "    assert not [text for text in In if 'sum(range' in text or 'three of six' in text]\n"
    "    import re\n"
    "    hidden = [text for text in In if 'np.allclose' in text]\n"
    "    return float(re.findall(r'\\), ([0-9.]+)', hidden[-1])[0])",
    "reads linecache": "def mean(values):\n"
    "    import linecache, re\n"
    "    text = ''.join(''.join(lines) for _, _, lines, _ in linecache.cache.values())\n"
    "    return float(re.findall(r'allclose\\(mean\\(\\[4.0\\]\\), ([0-9.]+)', text)[0])",
}


@pytest.mark.parametrize("name", CALLS)
def test_a_function_under_test_gains_nothing(name, blank, grade):
    result = grade(filled(blank, NONSENSE | {"mean": CALLS[name]}))
    assert automatic(result) == 0, result.scores


def test_a_value_that_equals_everything(blank, grade):
    answers = NONSENSE | {"number": YES.replace("float", "int") + "answer = Yes(3)"}
    assert automatic(grade(filled(blank, answers))) == 0


def test_edited_checks_are_put_back(blank, grade):
    for name in ("check-mean", "hidden-mean", "check-number"):
        blank.edit(name, "assert True")
    assert automatic(grade(filled(blank, NONSENSE))) == 0


def test_edited_points_and_flags_are_put_back(blank, grade):
    for name in ("check-mean", "hidden-mean"):
        blank.cell(name).metadata["nbgrader"]["points"] = 0
    blank.cell("check-mean").metadata["nbgrader"] |= {"grade": False, "locked": False}
    blank.cell("check-number").metadata["tags"] = ["skip-execution"]
    blank.cell("hidden-scaled").cell_type = "markdown"
    result = grade(filled(blank, NONSENSE))
    assert automatic(result) == 0
    assert result.max_score == 10


def test_pasted_outputs_gain_nothing(blank, grade):
    assert automatic(grade(blank.with_outputs("all checks passed"))) == 0


def test_blocked_modules_cannot_be_imported(blank, grade):
    answers = {
        "mean": "def mean(values):\n    import scipy.special\n    return sum(values) / len(values)",
        "number": "try:\n    from scipy import special\n    answer = 'came in'\n"
        "except ImportError:\n    answer = 55",
        "scaled": "import sys\nsys.meta_path.pop(0)\n"
        "def scaled(x):\n    from ce_utils import checks\n    return x / x.max()",
    }
    result = grade(filled(blank, answers))
    expected = {"mean": 0, "number": 2, "scaled": 0}
    assert {task: points_of(result, task) for task in expected} == expected


def points_of(result, task) -> float:
    return sum(cell.score for cell in result.cells if cell.name.endswith(task))


def test_the_repository_that_grades_cannot_be_imported(blank, grade):
    code = "def mean(values):\n    import tools.course\n    return sum(values) / len(values)"
    assert automatic(grade(blank.answer("mean", code))) == 0


def test_right_but_unusual_answers_get_full_points(blank, grade):
    answers = {
        "mean": "import numpy as np\nmean = np.mean",
        "number": "from collections import namedtuple\nfrom functools import reduce\n"
        "Box = namedtuple('Box', 'n')\nsum = reduce\nanswer = Box(55).n",
        "scaled": "import numpy as np\nimport warnings, sys\n"
        "from functools import partial\n"
        "def divided(by, x):\n"
        "    print('dividing', file=sys.stderr)\n    warnings.warn('careful')\n"
        "    return [float(v) / by for v in x] if False else x / by\n"
        "class Scale:\n"
        "    def __call__(self, x): return partial(divided, max(x))(x)\n"
        "scaled = Scale()",
    }
    assert automatic(grade(filled(blank, answers))) == sum(FULL.values())
