"""The rules that a chapter is held to, as functions from a chapter to a list of complaints.

``python -m tools.rules [names…]`` prints what each chapter breaks; the tests hold all of them.
"""
