#!/usr/bin/env bash
# Gradescope runs this once, as root, when it builds the image. A failure ends the build.
set -euo pipefail
autograder="${AUTOGRADER:-/autograder}"
cd "$autograder/source"

# The pinned set needs Python 3.11 or newer; Gradescope's default image, Ubuntu 22.04, has 3.10.
# uv brings one where the image has none. All of it lies where a student's kernel may read it.
export UV_PYTHON_INSTALL_DIR="$autograder/uv/python"
if ! python3 -m venv "$autograder/uv"; then
    apt-get update && apt-get install -y --no-install-recommends python3-venv
    python3 -m venv --clear "$autograder/uv"
fi
"$autograder/uv/bin/pip" install --quiet "$(grep '^uv==' requirements.txt)"
"$autograder/uv/bin/uv" venv --clear --python 3.11 "$autograder/python"
# What grading imports, and no framework: ce_utils, nbgrader, and all they need, as pinned.
"$autograder/uv/bin/uv" pip install --python "$autograder/python/bin/python" \
    --constraints requirements.txt "$(echo ./ce_utils-*.whl)[course]" ipykernel ruff tqdm

# The user as whom a student's code runs.
id student > /dev/null 2>&1 || useradd --no-create-home --user-group student

# An image that cannot grade must not be built: the reference gets all points, a blank none.
bash ./run_autograder --prove
