# Every target makes and uses .venv by itself. `make` alone lists the targets.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
PY := $(BIN)/python
INSTALLED := .venv/.installed

.DEFAULT_GOAL := help
.PHONY: help book pdf test serve lint outputs release grade gradescope results mutants colab lowest requirements \
	repository clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

book: $(INSTALLED) ## execute the chapters (those that changed) and build the site in _build/html
	$(PY) -m tools.build_book

pdf: book ## print the site into one PDF, _build/pdf/book.pdf (needs a Chromium)
	$(PY) -m tools.pdf

test: $(INSTALLED) ## run every check: lint, units, doctests, notebooks, the built site in a browser
	$(PY) -m tools.browser
	$(PY) -m tools.web_packages
	$(PY) -m pytest -n 2 --dist loadfile

serve: $(INSTALLED) ## serve the built site on http://localhost:8000 (PORT=… for another)
	@test -f _build/html/index.html || { echo "There is no built site yet: run make book first."; exit 1; }
	$(PY) -m http.server $(PORT) --bind localhost --directory _build/html

lint: $(INSTALLED) ## format and lint code and notebooks
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

outputs: $(INSTALLED) ## execute the notebooks in place and store their outputs (NAMES=… for some)
	$(PY) -m tools.outputs $(NAMES)

release: $(INSTALLED) ## make the students' assignments from their sources (NAMES=… for some)
	$(PY) -m tools.course.release $(NAMES)

# Status 2 is no failure: what could be graded is, and the table names the rest.
grade: $(INSTALLED) ## grade a folder of notebooks into _build/grades (SUBMISSIONS=…, MARKS=…, INTO=…)
	@test -n "$(SUBMISSIONS)" || { echo "Name the folder of notebooks: make grade SUBMISSIONS=folder"; exit 1; }
	$(PY) -m tools.course.grade "$(SUBMISSIONS)" $(if $(INTO),--into "$(INTO)") $(if $(MARKS),--marks "$(MARKS)") || test $$? -eq 2

gradescope: $(INSTALLED) ## make the zip files for Gradescope's autograder (NAMES=… for some)
	$(PY) -m tools.course.gradescope $(NAMES)

results: $(INSTALLED) ## run the experiments under results/ again and record them (NAMES=… for some)
	$(PY) -m tools.results $(NAMES)

mutants: $(INSTALLED) ## change losses, links and information in small ways: does a test notice? (an hour; NAMES=…)
	$(PY) -m tools.mutants $(NAMES)

colab: $(INSTALLED) ## execute every notebook with the versions that Colab has (takes minutes; NAMES=…)
	$(PY) -m tools.colab $(NAMES)

lowest: $(INSTALLED) ## run the unit tests with the lowest versions of the core that install
	$(PY) -m tools.lowest

requirements: $(INSTALLED) ## compile requirements.txt from pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --all-extras --upgrade \
		--no-emit-index-url --custom-compile-command "make requirements" pyproject.toml --output-file requirements.txt

repository: $(INSTALLED) ## change the repository's address wherever it stands: make repository URL=https://github.com/owner/name
	$(PY) -m tools.repository $(URL)

clean: ## remove everything that was built (.venv stays)
	rm -rf _build

$(INSTALLED): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; name it with: make PYTHON=python3.11 ...")'
	test -x $(PY) || $(PYTHON) -m venv .venv
	$(PY) -m pip install --quiet --disable-pip-version-check -r requirements.txt
	$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@
