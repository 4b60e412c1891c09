# Anjia. `make` alone lists what there is.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PY := .venv/bin/python
PORT ?= 8000
# Compiled modules are kept, whatever the machine says: each process that is started would compile them all again.
export PYTHONDONTWRITEBYTECODE :=
SOURCES := src tests tools benchmarks manage.py

help: ## List the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

setup: ## Install what running needs
	@python3 tools/setup.py run

setup-dev: ## Install what testing needs, too
	@python3 tools/setup.py dev

run: setup ## Serve the demo company at http://127.0.0.1:8000 until Ctrl-C
	@ANJIA_DEMO=1 exec $(PY) manage.py serve --port $(PORT)

test: setup-dev ## Everything: checks, rules, operations, journeys on both engines, the browser
	@$(PY) tools/test.py

test-fast: setup-dev ## Rules, operations and borders on embedded SQLite: no screens, no browser, nothing slow
	@$(PY) -m pytest -q -n 2 --dist worksteal -m "not slow and not browser" \
		$(addprefix --ignore=src/anjia/interfaces/,desk household caregiver public)

test-whole: setup-dev ## All of what a run takes a share of, on SQLite: bad input, who asks, seeds (takes a while)
	@ANJIA_SHARE=all $(PY) -m pytest -q -n 2 --dist worksteal $$(grep -rl "tests.shares" src tests --include="test_*.py")

lint: setup-dev ## Style, types, borders, sizes, messages
	@$(PY) tools/test.py --lint

format: setup-dev ## Put the code in order
	@$(PY) -m ruff check --fix $(SOURCES)
	@$(PY) -m ruff format $(SOURCES)

bench: setup-dev ## Measure the figures that the README states, on both engines
	@$(PY) -m benchmarks

bench-remarks: ## Measure how free text is read, beside SnowNLP (needs the reviews: REVIEWS=folder)
	@python3 tools/setup.py bench
	@$(PY) -m benchmarks.remarks $(REVIEWS)

bench-dispatch: setup-dev ## Measure day plans beside published optima (needs the instances: --data)
	@python3 tools/setup.py bench
	@kept=0; $(PY) -m benchmarks.planning || kept=1; $(PY) -m benchmarks.cities || kept=1; $(PY) -m benchmarks.mending || kept=1; exit $$kept

messages: setup-dev ## Bring the message catalogues up to date with the texts in the code
	@$(PY) tools/messages.py extract

lock: setup-dev ## Resolve the requirements anew
	@$(PY) -m uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --upgrade requirements/dev.in -o requirements/dev.lock
	@$(PY) -m uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --upgrade requirements/run.in -c requirements/dev.lock -o requirements/run.lock
	@$(PY) -m uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --upgrade requirements/bench.in -c requirements/dev.lock -o requirements/bench.lock

ci: ## What CI runs
	@$(MAKE) --no-print-directory test

clean: ## Remove what was built; the data in var/ stays
	@rm -rf .venv .cache .mypy_cache .ruff_cache .pytest_cache staticfiles

.PHONY: help setup setup-dev run test test-fast test-whole lint format bench bench-remarks bench-dispatch messages lock ci clean
