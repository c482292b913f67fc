# make help lists what there is. Everything happens in .venv; a second run is quick.
SHELL := /bin/bash
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
# In CI the versions are those of the lock; elsewhere the newest within the bounds of pyproject.toml.
LOCK := $(if $(CI),--constraint requirements/ci.txt)
JOBS ?= 4
# Each of the many processes of a test run would compile the same code again.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help site serve test lint types tests hostile test-lowest fuzz audit quality soak reliability docs train places i18n screenshots lighthouse lock wheel bench bench-preview release clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

site: $(VENV)/.site ## build the digest of this repository into public/
	$(BIN)/sitegen build

serve: $(VENV)/.site ## preview it while you write
	$(BIN)/sitegen serve

test: lint types tests ## all that CI checks

lint: $(VENV)/.test ## layout and style of the code
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/.test ## mypy, strict
	$(BIN)/mypy

tests: $(VENV)/.test ## pytest, in a real browser too where there is one
	@tools/browser.sh
	$(BIN)/python -m pytest -n $(JOBS) --dist worksteal

CAMPAIGNS := $(addprefix tests/,publishing/test_whole.py publishing/test_earlier.py publishing/test_bad_days.py \
  test_killed.py hostile/test_state.py test_incremental.py preview/test_storm.py extraction/test_robustness.py)

soak: $(VENV)/.test ## let a preview live through 2,000 rebuilds: its memory must stay flat
	$(BIN)/python tools/soak.py

quality: $(VENV)/.test ## score the extraction against the labelled corpus
	$(BIN)/python -m sitegen.learning quality

reliability: $(VENV)/.test ## kill builds at 200 random moments, edit in 30 histories, 5,000 changes at once, clippings in other dress
	SITEGEN_KILLS=200 SITEGEN_HISTORIES=30 SITEGEN_STORM=5000 SITEGEN_DRESSED=8 $(BIN)/python -m pytest -n $(JOBS) --dist worksteal $(CAMPAIGNS)

docs: $(VENV)/.test ## write docs/cli.md and docs/config.md from the code
	$(BIN)/python tools/cli_reference.py
	$(BIN)/python tools/config_reference.py

train: $(VENV)/.test ## train the models that ship from the labelled corpus
	$(BIN)/python -m sitegen.learning train

places: $(VENV)/.test ## write the table of places anew
	$(BIN)/python tools/make_places.py

i18n: $(VENV)/.test ## collect the messages of the interface, compile the catalogues
	$(BIN)/python tools/i18n.py

hostile: $(VENV)/.test ## bad inputs, hostile text in a browser, bad days, a megabyte of the worst for each recogniser
	@tools/chromium.sh
	SITEGEN_WORST=1000000 $(BIN)/python -m pytest -n $(JOBS) --dist worksteal tests/hostile tests/fuzz tests/publishing/test_bad_days.py tests/browser/test_hostile.py

test-lowest: ## the tests with the oldest versions that pyproject.toml allows, in a venv of its own
	$(PYTHON) -m venv .venv-lowest
	$(PYTHON) tools/lowest.py > .venv-lowest/lowest.txt
	.venv-lowest/bin/python -m pip install -qq --constraint .venv-lowest/lowest.txt --editable '.[test]'
	.venv-lowest/bin/python -m pytest -n $(JOBS) --dist worksteal -m "not browser"

FUZZ_SECONDS ?= 600
FUZZ_TARGETS ?= clipping raw page recognisers values settings
fuzz: $(VENV)/.test ## feed the readers whatever reaches new code: ten minutes each, FUZZ_SECONDS=3600 for an hour
	$(PIP) install 'atheris>=2.3'
	for target in $(FUZZ_TARGETS); do \
	  PYTHONPATH=tests $(BIN)/python tests/fuzz/run.py $$target $(FUZZ_SECONDS) .sitegen/fuzz/$$target || exit 1; done

audit: $(VENV)/.test ## look the locked versions up among known weaknesses
	$(PIP) install 'pip-audit>=2.7'
	$(BIN)/python -m pip_audit --strict --requirement requirements/ci.txt --no-deps --disable-pip

screenshots: $(VENV)/.test site ## photograph every kind of page
	@tools/chromium.sh
	$(BIN)/python tools/screenshots.py public --out .sitegen/screenshots

bench: $(VENV)/.test ## measure the speed: extraction beside underthesea, builds beside Hugo and Pelican (SIZES=1000,10000)
	status=0; $(BIN)/python tools/bench_extraction.py || status=1; \
	  $(BIN)/python tools/bench.py --sizes $(or $(SIZES),1000) || status=1; exit $$status

bench-preview: $(VENV)/.test ## measure what an editor waits from a save to the changed page in Chromium (SIZES=500,10000)
	@tools/chromium.sh
	$(BIN)/python tools/bench_preview.py --sizes $(or $(SIZES),500)

lighthouse: $(VENV)/.test ## Lighthouse over home, clipping, partner, year: at least 98 in each mark; axe in every look
	@tools/browser.sh
	cd tools/lighthouse && { test -d node_modules || npm install --no-audit --no-fund --no-package-lock; }
	$(BIN)/sitegen build --base-url http://127.0.0.1:8719/digest/ --out build/lighthouse
	node tools/lighthouse/run.mjs build/lighthouse --prefix /digest/ --port 8719
	SITEGEN_LOOKS=all $(BIN)/python -m pytest tests/browser/test_site.py -k everyone

wheel: $(VENV)/.test ## sdist and wheel in dist/
	$(BIN)/python -m build --no-isolation

release: $(VENV)/.test ## build sdist and wheel, install them on every Python from 3.11 up that is here
	SITEGEN_PYTHONS=all $(BIN)/python -m pytest -v tests/test_wheel.py tests/test_changelog.py tests/test_cli_reference.py

lock: $(VENV)/.test ## write down the versions that are installed, for CI
	( echo "# The versions that the tests were last run with; written by make lock."; \
	  $(BIN)/python -m pip freeze --exclude-editable --exclude pip --exclude setuptools --exclude sitegen ) > requirements/ci.txt

clean: ## remove what was built and remembered, and the venv
	rm -rf $(VENV) .sitegen build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage
	find public -mindepth 1 ! -name .gitkeep -delete

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "sitegen needs Python 3.11 or newer; name one with: make PYTHON=python3.12" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.site: pyproject.toml | $(VENV)/bin/python
	$(PIP) install $(LOCK) --editable '.[full]'
	@touch $@

$(VENV)/.test: pyproject.toml requirements/ci.txt | $(VENV)/bin/python
	$(PIP) install $(LOCK) --editable '.[test]'
	@touch $@ $(VENV)/.site
