"""The two tests that every room of the package passes, made from the list of its calls."""

from collections.abc import Callable, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.bad_input.judge import Call, complaint
from tests.bad_input.junk import ANYTHING, gone_bad

# Derandomised: the same examples in every run, so that a failure on one machine is one on all.
STABLE = settings(
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)


def things_of_a_wrong_kind(calls: Sequence[Call]) -> Callable:
    """Return the test that tries each thing of `ANYTHING` for each argument."""

    @pytest.mark.parametrize("call", calls, ids=[call.name for call in calls])
    def test(call):
        assert complaint(call) is None, "the good arguments must be good"
        complaints = [
            f"{argument} = {what}: {wrong}"
            for argument in call.arguments
            for what, value in ANYTHING.items()
            if (wrong := complaint(call, **{argument: value}))
        ]
        assert not complaints, "\n".join(complaints)

    return test


def arguments_gone_bad(calls: Sequence[Call], *, max_examples: int = 60) -> Callable:
    """Return the test that spoils one, two or three arguments at once."""

    @pytest.mark.parametrize("call", calls, ids=[call.name for call in calls])
    def test(call):
        @settings(STABLE, max_examples=max_examples)
        @given(st.data())
        def spoil(data):
            good = call.good()
            chosen = st.lists(st.sampled_from(call.arguments), min_size=1, max_size=3, unique=True)
            bad = {name: data.draw(gone_bad(good[name]), name) for name in data.draw(chosen)}
            assert complaint(call, **bad) is None

        if call.arguments:
            spoil()

    return test
