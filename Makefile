# One vocabulary for people, pre-commit and CI. `make` lists the targets.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= python3
BIN := .venv/bin
SITE := _build/html
PORT ?= 8000
export PYTHONUTF8 = 1
export PIP_DISABLE_PIP_VERSION_CHECK = 1

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

# ---- environment: created from the lock, nothing else is assumed

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; set PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/pip.txt

.venv/.%-installed: requirements/%.txt pyproject.toml hatch_build.py | .venv/bin/python
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/$*.txt
	$(BIN)/python -m pip install --quiet --no-build-isolation --no-deps -e .
	@touch $@

env: .venv/.book-installed ## the environment that builds the book and the PDFs
env-all: .venv/.all-installed ## the environment with test, lab and development tools

lock: ## renew requirements/*.txt from pyproject.toml (needs uv)
	uv pip compile --universal --generate-hashes --no-annotate --no-header --no-emit-index-url \
	  --no-emit-find-links --python-version 3.11 --all-extras --quiet pyproject.toml -o requirements/all.txt
	uv pip compile --universal --generate-hashes --no-annotate --no-header --no-emit-index-url \
	  --no-emit-find-links --python-version 3.11 --quiet --extra book --extra widget --extra editions \
	  --extra clinics --extra export --extra intake --extra report --extra build \
	  -c requirements/all.txt pyproject.toml -o requirements/book.txt
	echo "pip>=25" | uv pip compile --universal --generate-hashes --no-annotate --no-header --no-emit-index-url \
	  --no-emit-find-links --python-version 3.11 --quiet - -o requirements/pip.txt

# ---- the course

book: env check ## build the book and a zip of it, strictly, and say where to open it
	@$(BIN)/jupyter-book build . --quiet -W -n --keep-going || { rm -rf _build/.doctrees; exit 1; }
	@echo "The book is built. Open $(CURDIR)/$(SITE)/index.html, or run: make serve"
	@$(BIN)/python -m vignettes.site_zip $(SITE)

serve: book ## serve the book on this machine
	@echo "Open http://localhost:$(PORT)/ (Ctrl+C stops)"
	$(BIN)/python -m http.server $(PORT) --bind 127.0.0.1 --directory $(SITE)

lab: env-all ## open the case clinics in JupyterLab
	$(BIN)/jupyter lab notebooks

pdf: env ## student and instructor edition of the whole course
	$(BIN)/vignettes edition --audience both

check: env ## look for mistakes in the vignettes
	$(BIN)/vignettes check --strict

generated: env ## renew what is generated and committed
	$(BIN)/python -m vignettes.schema
	$(BIN)/python -m vignettes.results
	$(BIN)/python -m vignettes.checks.page
	$(BIN)/python -m vignettes.figures
	$(BIN)/python -m vignettes.clinics
	$(BIN)/python -m vignettes.blueprint
	$(BIN)/python -m vignettes.exam.blueprint

# ---- proof

lint: env-all
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

quick: env-all consumers lint ## the ground floors, in seconds
	$(BIN)/pytest -q -n 2 -m "not browser and not slow" tests

browser: ## make sure there are a Chromium and a Firefox for the tests
	@bash tests/browser/ensure_browsers.sh

tests/consumers/node_modules/.installed: tests/consumers/package-lock.json tests/consumers/ensure.sh
	@bash tests/consumers/ensure.sh

consumers: tests/consumers/node_modules/.installed ## the programs that exported files are tested with

nbval: env-all ## prove the stored outputs of the clinics
	$(BIN)/pytest -q --nbval -n 2 --dist loadscope notebooks

mutants: env-all browser ## sabotage the course and count what the tests catch
	$(BIN)/python -m tests.mutants

test: env-all browser consumers lint check ## everything
	$(BIN)/pytest -q -n 2 --dist worksteal tests
	$(MAKE) nbval
	$(MAKE) mutants

bench: env-all browser ## measure, and print one table
	$(BIN)/python -m tests.bench

clean: ## remove what was built (the environment stays)
	rm -rf _build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

.PHONY: help env env-all lock book serve lab pdf check generated lint quick browser consumers nbval mutants test bench clean
