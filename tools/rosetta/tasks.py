"""The tasks of the Rosetta table: example, calls, and what is measured of each call.

Examples and calls are text, so that what the page prints is what was run. The calls of a task
share one example; `Task.total` is the sum that a mean divides.
"""

from tools.rosetta.plain import PLAIN
from tools.rosetta.task import EXAMPLES, Task
from tools.rosetta.varied import VARIED

__all__ = ["EXAMPLES", "TASKS", "Task"]

TASKS = (*PLAIN, *VARIED)
