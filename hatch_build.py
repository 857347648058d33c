"""What the build adds: the recorded experiments, which lie beside the package in a clone.

A wheel holds them inside the package. An editable installation does not: a folder of that name in
``site-packages`` would look like the package to whoever cannot see the clone.
"""

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class RecordsHook(BuildHookInterface):
    """Put ``results/`` into the wheel."""

    def initialize(self, version: str, build_data: dict) -> None:
        """Name the folder, unless the installation is editable."""
        if version != "editable":
            build_data["force_include"]["results"] = "ce_utils/results"
