"""An assignment as a Gradescope autograder: ``python -m tools.course.gradescope [names…]``.

`bundle` makes the zip that a lecturer uploads. Gradescope unpacks it into ``/autograder/source``,
runs ``setup.sh`` once and, for each submission, ``run_autograder``, which calls `run`; `results`
words a grade as Gradescope wants to read it.

Source: Gradescope, Autograder Specifications,
https://gradescope-autograders.readthedocs.io/en/latest/specs/
"""
