# Needs Python 3.11 or newer (with its venv module) and make; everything else comes from the lock files.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
INSTALL := $(PIP) install --only-binary :all: --require-hashes -r
LOCK := $(BIN)/uv pip compile --universal --generate-hashes --no-header --python-version 3.11 --quiet
BENCH := .venv-bench

.PHONY: demo test bench torture lint lock clean

demo: $(VENV)/.installed
	$(BIN)/python -m bot demo

test: $(VENV)/.installed-dev
	$(BIN)/pytest -n auto --dist worksteal

bench: $(VENV)/.installed-dev $(BENCH)/.installed
	$(BIN)/python -m tests.benchmarks

torture: $(VENV)/.installed-dev
	$(BIN)/python -m tests.torture

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/python -m bot texts check

lock: $(VENV)/.installed-dev
	$(PIP) install uv
	$(LOCK) pyproject.toml --output-file requirements.lock
	$(LOCK) pyproject.toml --extra dev --output-file requirements-dev.lock
	$(LOCK) tests/benchmarks/peers/requirements.in --output-file requirements-bench.lock

clean:
	rm -rf $(VENV) $(BENCH) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo 'This needs Python 3.11 or newer: make PYTHON=/path/to/python3.11'; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.lock | $(BIN)/python
	@echo 'Installing what the bot needs into $(VENV) ...'
	@$(INSTALL) requirements.lock
	@touch $@

# The tools come on top of what the bot needs, so this serves the demo as well.
$(VENV)/.installed-dev: requirements-dev.lock | $(BIN)/python
	@echo 'Installing what the bot and its tests need into $(VENV) ...'
	@$(INSTALL) requirements-dev.lock
	@touch $@ $(VENV)/.installed

# The bots that the benchmark compares with need other versions of the same libraries.
$(BENCH)/.installed: requirements-bench.lock | $(BIN)/python
	@echo 'Installing the bots to compare with into $(BENCH) ...'
	@$(BIN)/python -m venv $(BENCH)
	@$(BENCH)/bin/python -m pip --disable-pip-version-check --quiet install --only-binary :all: --require-hashes -r requirements-bench.lock
	@touch $@
