"""When a chapter is executed anew.

`jupyter-cache` knows a chapter's code only. A change of `ce_utils`, of the data, of a recorded
experiment or of a pinned version changes the outputs too, so each state of those has a cache of
its own, and Sphinx reads every page again when it changes.
"""

import os

from sphinx.application import Sphinx
from sphinx.config import Config

from tools.fingerprint import fingerprint
from tools.kernels import use_kernel_environment
from tools.paths import BUILD, ROOT

MODE_VARIABLE = "BOOK_EXECUTION"


def _choose_cache(app: Sphinx, config: Config) -> None:
    state = fingerprint(ROOT)
    config.book_fingerprint = state
    config.nb_execution_cache_path = str(BUILD / ".jupyter_cache" / state)
    config.nb_execution_mode = os.environ.get(MODE_VARIABLE, config.nb_execution_mode)


def _prepare_kernels(app: Sphinx) -> None:
    # Not earlier: Sphinx would take the kernels' SOURCE_DATE_EPOCH for the year of the copyright.
    use_kernel_environment()


def setup(app: Sphinx) -> dict[str, bool]:
    """Choose the cache before myst-nb reads its configuration."""
    app.add_config_value("book_fingerprint", "", "env")
    app.connect("config-inited", _choose_cache)
    app.connect("builder-inited", _prepare_kernels)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
