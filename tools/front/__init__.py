"""What the front page and the README show of the book: its figure, its chapters, their map.

``python -m tools.front`` writes it, from a record and from the openings of the chapters.
"""
