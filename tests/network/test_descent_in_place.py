"""The subtraction of a product in place: the same bits with BLAS's own accumulation or without."""

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from ce_utils.network import descent


def draw(shapes, dtype):
    rng = np.random.default_rng(3)
    return [rng.standard_normal(shape).astype(dtype) for shape in shapes]


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("m", [1, 7, 10])
@pytest.mark.parametrize("sizes", [(784, 30), (784, 100), (100, 10), (3, 2)])
def test_a_product_is_subtracted_with_the_bits_of_numpy(dtype, m, sizes):
    n_in, n_out = sizes
    weight, activation, delta = draw([(3, n_in, n_out), (3, m, n_in), (3, m, n_out)], dtype)
    with threadpool_limits(1):
        expected = weight - activation.swapaxes(1, 2) @ delta
        descent.subtractor(weight, activation, delta)()
    assert weight.tobytes() == expected.tobytes()


def test_numpy_is_used_where_the_libraries_differ(monkeypatch):
    genuine = descent.get_blas_funcs

    def another_library(name, dtype):
        gemm = genuine(name, dtype=dtype)
        return lambda alpha, d, a, *, beta, c, trans_b, overwrite_c: gemm(
            alpha * (1 + 1e-6), d, a, beta=beta, c=c, trans_b=trans_b, overwrite_c=overwrite_c
        )

    monkeypatch.setattr(descent, "get_blas_funcs", another_library)
    weight, activation, delta = draw([(2, 784, 30), (2, 10, 784), (2, 10, 30)], np.float32)
    with threadpool_limits(1):
        expected = weight - activation.swapaxes(1, 2) @ delta
        descent.subtractor(weight, activation, delta)()
    assert weight.tobytes() == expected.tobytes()


def test_a_library_that_copies_the_weights_is_noticed(monkeypatch):
    # Without overwrite_c the result lies elsewhere, and the weights would never change.
    genuine = descent.get_blas_funcs

    def copying(name, dtype):
        gemm = genuine(name, dtype=dtype)

        def call(*given, overwrite_c, **named):
            return gemm(*given, **named)

        return call

    monkeypatch.setattr(descent, "get_blas_funcs", copying)
    weight, activation, delta = draw([(2, 784, 30), (2, 10, 784), (2, 10, 30)], np.float32)
    before = weight.copy()
    descent.subtractor(weight, activation, delta)()
    assert not np.array_equal(weight, before)
