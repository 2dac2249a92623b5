# Every target says what it does: `make help`.
SHELL := /bin/bash
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
NATION = $(PRONGSAI_DATA_DIR)/nation
export PRONGSAI_DATA_DIR ?= $(CURDIR)/var
# Some machines are set to keep no compiled code: a demo, and each of the programs that tests start, would compile all anew.
unexport PYTHONDONTWRITEBYTECODE
.DEFAULT_GOAL := help

.PHONY: help
help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | column -t -s $$'\t'

.PHONY: demo
demo: $(VENV)/base.installed ## installs, reads five sample papers, serves them on this machine (PORT=8000)
	$(BIN)/prongsai demo --port $(PORT)

.PHONY: test
test: $(VENV)/dev.installed ## installs, runs every test this machine can run, on SQLite and on PostgreSQL
	$(BIN)/python -m pytest -n auto --dist loadgroup tests
	PRONGSAI_TEST_DATABASE=postgres $(BIN)/python -m pytest -n auto --dist loadgroup tests/base tests/apps tests/site tests/house

.PHONY: check
check: check-form check-types check-contracts check-templates check-migrations ## form, types, contracts, templates, locks: everything that needs no run

.PHONY: check-form check-types check-contracts check-templates check-migrations
check-form: $(VENV)/dev.installed
	$(BIN)/ruff format --check src tests tools
	$(BIN)/ruff check src tests tools

check-types: $(VENV)/dev.installed
	$(BIN)/mypy

check-contracts: $(VENV)/dev.installed
	$(BIN)/lint-imports

check-templates: $(VENV)/dev.installed
	$(BIN)/djlint --lint --quiet src

check-migrations: $(VENV)/dev.installed
	$(BIN)/python -m prongsai manage makemigrations --check --dry-run

.PHONY: coverage
coverage: $(VENV)/dev.installed ## which lines and branches no test goes through (without browser and fuzzing)
	$(BIN)/python -m pytest -q -n auto --dist loadgroup --cov --cov-report=term-missing:skip-covered tests --ignore tests/journeys --ignore tests/paper/test_fuzz.py

.PHONY: bench
bench: $(VENV)/dev.installed ## the promises about speed, each beside a rival or a bound
	$(BIN)/python tools/bench.py

.PHONY: nation
nation: $(VENV)/dev.installed ## makes up a country of two years, scores both, says which measures went with a better year
	@mkdir -p $(NATION)
	$(BIN)/prongsai country -o $(NATION)/2567 --year 2567
	$(BIN)/prongsai country -o $(NATION)/2568 --year 2568
	$(BIN)/prongsai score $(NATION)/2567 --year 2567 -o $(NATION)/2567.zip || test $$? -eq 1
	$(BIN)/prongsai score $(NATION)/2568 --year 2568 -o $(NATION)/2568.zip || test $$? -eq 1
	$(BIN)/prongsai association $(NATION)/2567.zip $(NATION)/2568.zip --measures $(NATION)/2567/measures.csv -o $(NATION)/association.json || test $$? -eq 1
	@echo "what was planted, to hold this against: $(NATION)/2568/planted.csv"
	@echo "into the web, all of it marked as made up: $(BIN)/prongsai manage import_nation $(NATION)/2568.zip"

.PHONY: full
full: $(VENV)/dev.installed ## the property tests at full length (10,000 examples each)
	PRONGSAI_PROFILE=full $(BIN)/python -m pytest -n auto tests/core

.PHONY: samples
samples: $(VENV)/dev.installed ## writes the five sample papers anew
	$(BIN)/python tools/make_samples.py

.PHONY: fonts
fonts: $(VENV)/dev.installed ## cuts the screen fonts anew from their package
	$(BIN)/python tools/make_fonts.py

.PHONY: wheel
wheel: $(VENV)/dev.installed ## builds the installable package into dist/
	$(BIN)/python -m build --wheel --no-isolation

.PHONY: lock
lock: $(VENV)/dev.installed ## resolves the dependencies anew into requirements/
	$(BIN)/uv lock --upgrade
	$(BIN)/uv export -q --format requirements-txt --no-emit-project --no-header --no-dev --extra web --extra scale > requirements/base.txt
	$(BIN)/uv export -q --format requirements-txt --no-emit-project --no-header --all-extras > requirements/dev.txt

.PHONY: clean
clean: ## removes everything that was built or installed here
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# uv where its wheel runs, pip where it does not: both hold every package to the hashes of the lock.
$(VENV)/%.installed: requirements/%.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed"; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/uv --version >/dev/null 2>&1 || $(BIN)/python -m pip install -q --disable-pip-version-check uv || true
	@if $(BIN)/uv --version >/dev/null 2>&1; then \
	  VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install -q --require-hashes -r $< && VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install -q --no-deps -e .; \
	else \
	  $(BIN)/python -m pip install -q --require-hashes -r $< && $(BIN)/python -m pip install -q --no-deps -e .; \
	fi
	@touch $@
