"""nbgrader's autograding with guarded execution."""

from nbgrader.converters import Autograde
from nbgrader.preprocessors import (
    CheckCellMetadata,
    ClearOutput,
    LimitOutput,
    OverwriteCells,
    OverwriteKernelspec,
    SaveAutoGrades,
)
from traitlets import List

from tools.course.execution import GuardedExecute
from tools.course.nbgrader_course import Remembering


class GuardedAutograde(Remembering, Autograde):
    """Grades one submission under the guard."""

    sanitize_preprocessors = List([ClearOutput, OverwriteKernelspec, OverwriteCells])
    autograde_preprocessors = List([GuardedExecute, LimitOutput, SaveAutoGrades, CheckCellMetadata])
