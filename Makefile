# The two commands of the README: `make run` and `make test`. Needs Python 3.11 or later, and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501

.PHONY: run test lint bench clean

run: $(VENV)/run
	$(BIN)/python -m portfolio init --once
	@echo 'For a larger one: $(BIN)/python -m portfolio generate --projects 1000'
	$(BIN)/streamlit run app.py --server.port $(PORT)

test: $(VENV)/dev lint
	$(BIN)/python -m pytest -n 2 --dist worksteal

lint: $(VENV)/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# Minutes long; sizes by SIZES="1000 10000 100000". Its table goes to docs/performance.md.
bench: $(VENV)/dev
	$(BIN)/python -m tests.bench $(SIZES)

clean:
	rm -rf $(VENV) data/local

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed: make run PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)

# A stamp a requirements file: installed again only when its pins change.
$(VENV)/run: requirements.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --no-compile --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/dev: requirements-dev.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --no-compile --disable-pip-version-check -r requirements-dev.txt
	@touch $@
