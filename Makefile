# Everything starts from here; each target says in one line what it does. `make` alone lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help demo test check faults bench clean

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

help: ## Show this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | while IFS=$$'\t' read -r name what; do printf '  make %-8s %s\n' "$$name" "$$what"; done

demo: $(READY) ## Invent a society of 2,000 people, decide what they ask, prove it, and open its pages
	@$(BIN)/mutua demo

test: $(READY) ## Run all tests
	@$(BIN)/python -m pytest -n auto --dist worksteal

check: $(READY) ## Lint, types, import contracts and the shipped rulesets
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/mutua rules check

faults: $(READY) ## Kill, race, tamper, fill the disk, in full, and tell what was survived (about an hour; some goals only: GOALS="R2 R10")
	@PYTHONPATH=tests $(BIN)/python -m faults $(GOALS)

bench: $(VENV)/.bench ## Measure, as ratios within one run (about ten minutes; a first idea: python -m bench --quick)
	@$(BIN)/python -m bench

$(VENV)/.bench: $(READY)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --group bench
	@touch $@

clean: ## Remove the virtual environment and the caches
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache dist build

# Built again only when pyproject.toml changes. The pip of Debian 12 does not know --group, so pip comes first.
$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Serve Python 3.11 o più recente: «$(PYTHON)» non c'è o è più vecchio. Altro nome: make PYTHON=python3.12 …" >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
	  echo "Manca il modulo venv di Python. Su Debian e Ubuntu: sudo apt install -y python3-venv" >&2; exit 1; }
	@echo "Preparo l'ambiente in $(VENV) (solo la prima volta)…"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable . --group dev
	@touch $@
