"""The environment of the kernels that run the book: for the site, the tests and the outputs.

One place, because an output that depends on a setting made in only one of the three would
differ between them.
"""

import os

KERNEL_ENVIRONMENT = {
    "CE_UTILS_PROGRESS": "0",  # no progress bars in stored outputs
    "SOURCE_DATE_EPOCH": "0",  # no date in a figure's metadata
    # One thread: the book's matrices are small, and a sum split over threads rounds differently.
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    # TensorFlow writes to stderr when it is imported, and rounds differently with oneDNN.
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "TF_ENABLE_ONEDNN_OPTS": "0",
    "CUDA_VISIBLE_DEVICES": "-1",
    "KERAS_BACKEND": "tensorflow",  # whatever ~/.keras/keras.json says
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
}


def use_kernel_environment() -> None:
    """Set the environment of this process, which the kernels that it starts inherit."""
    os.environ.update(KERNEL_ENVIRONMENT)
