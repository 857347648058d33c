"""The Rosetta table: one task, one call per library, every cell from running the call.

``python -m tools.rosetta`` writes ``appendix/rosetta-table.md``, and from the same tasks
``appendix/which-loss.md``: the one call that each case needs.
"""
