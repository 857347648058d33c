"""The Rosetta table: one task, one call per library, every cell from running the call.

``python -m tools.rosetta`` writes ``appendix/rosetta-table.md``.
"""
