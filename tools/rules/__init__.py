"""The rules that a notebook is held to, as functions from a notebook to a list of complaints.

``python -m tools.rules [names…]`` prints what each breaks; the tests hold all of them.
"""
