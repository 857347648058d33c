"""The records ship in the wheel and are read from wherever the reader is."""

import os
import subprocess
import sys

from ce_utils.experiments import record_names
from tools.wheels import build_wheel, install_wheel


def test_records_are_read_from_the_wheel_in_an_empty_folder(tmp_path):
    wheel, installed, empty = tmp_path / "wheel", tmp_path / "installed", tmp_path / "empty"
    empty.mkdir()
    install_wheel(build_wheel(wheel), installed)
    code = (
        "import ce_utils; from ce_utils.experiments import load_record, record_names\n"
        "print(ce_utils.__file__, *(load_record(name).name for name in record_names()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=empty,
        env=os.environ | {"PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    where, *names = done.stdout.split()
    assert where.startswith(str(installed))
    assert names == record_names()
