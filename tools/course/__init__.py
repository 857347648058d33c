"""The course kit: nbgrader assignments released, graded and reported."""
