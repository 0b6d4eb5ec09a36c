# `make` runs the app; `make help` lists the rest. Needs Python 3.11 or later, and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501

.PHONY: run help fast test lint coverage bench hooks clean

run: $(VENV)/run  ## serve the app on port 8501 (PORT=…), with the two programmes if there is no record yet
	$(BIN)/python -m portfolio init --once
	@echo 'For a larger one: $(BIN)/python -m portfolio generate --projects 1000'
	$(BIN)/streamlit run app.py --server.port $(PORT)

help:  ## this list
	@sed -nE 's/^([a-z]+):[^#]*## (.*)/make \1@\2/p' $(MAKEFILE_LIST) | awk -F@ '{printf "%-15s %s\n", $$1, $$2}'

# What most often breaks: the house, its words and documents, every indicator, the doors.
FAST := tests/test_architecture.py tests/test_texts.py tests/docs tests/domain tests/indicators/test_indicators.py \
	tests/service/test_commands.py

fast: $(VENV)/dev lint  ## style, types, and the tests that most often break: under a minute
	$(BIN)/python -m pytest -n 2 --dist worksteal -m 'not slow' $(FAST)

test: $(VENV)/dev lint  ## style, types, and every test; browser tests need Chromium
	$(BIN)/python -m pytest -n 2 --dist worksteal

lint: $(VENV)/dev  ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# One process and no browser: what other processes run is not counted, and must not be taken for tried.
coverage: $(VENV)/dev  ## which lines the tests never run (minutes long; TESTS="tests/domain" for less)
	$(BIN)/coverage run -m pytest --ignore=tests/browser --ignore=tests/faults $(TESTS)
	$(BIN)/coverage report

# Sizes by SIZES="1000 10000 100000". Its table goes to docs/performance.md.
bench: $(VENV)/bench  ## how fast it is, as ratios, added to docs/performance.md (minutes long)
	$(BIN)/python -m tests.bench $(SIZES)

hooks: $(VENV)/dev  ## style and types before each commit
	$(BIN)/pre-commit install

clean:  ## take away the environment and the local record
	rm -rf $(VENV) data/local

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed: make run PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)

# A stamp a requirements file: installed again only when its pins change.
$(VENV)/run: requirements.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --no-compile --disable-pip-version-check -r requirements.txt
	@touch $@

# What the bench measures itself against is not needed by anything else.
$(VENV)/bench: requirements-bench.txt requirements-dev.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --no-compile --disable-pip-version-check -r requirements-bench.txt
	@touch $@

$(VENV)/dev: requirements-dev.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --no-compile --disable-pip-version-check -r requirements-dev.txt
	@touch $@
