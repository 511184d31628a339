# What can be done here; `make help` lists it.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help

.PHONY: help
help: ## list what can be done
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(VENV)/.run: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "first install: python3-venv"; exit 1; }
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements-dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

.PHONY: demo
demo: $(VENV)/.run ## a hotline to try out, with simulated phones (Ctrl-C stops it)
	@$(BIN)/hotline demo

.PHONY: test
test: $(VENV)/.dev tools ## install what the tests need and run them all
	$(BIN)/pytest -n 2 --dist worksteal -m "not browser"
	$(BIN)/pytest -m browser

.PHONY: check
check: $(VENV)/.dev ## lint, types, flows, words and recordings
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/hotline flows check
	$(BIN)/hotline prompts check
	$(BIN)/hotline content check

.PHONY: faults
faults: $(VENV)/.dev ## everything that may go wrong in a call, and where the caller ends; then two weeks of calls back
	@$(BIN)/python -m tests.faults
	@$(BIN)/python -m tests.faults.fortnight

.PHONY: day
day: $(VENV)/.dev ## a simulated day of 1,600 calls, and what it came to in figures
	@$(BIN)/python -m tests.faults.day

.PHONY: keywords
keywords: $(VENV)/.dev ## how well texts are understood, in figures
	@$(BIN)/python -m tests.core.keyword_figures

.PHONY: bench
bench: $(VENV)/.dev ## how fast it is, against a bare Flask route in the same run
	$(BIN)/python -m bench

.PHONY: bench-large
bench-large: $(VENV)/.dev ## a text to a million subscribers, a hundred thousand old requests purged (some 15 minutes)
	$(BIN)/python -m bench --large

.PHONY: voices
voices: $(VENV)/.run ## install the stand-in voice and read what is not recorded yet
	@scripts/debian-packages espeak-ng sox libsox-fmt-mp3
	$(BIN)/hotline prompts render

.PHONY: tools
tools: ## install the browser and the stand-in voice that the tests use (Debian packages)
	@scripts/debian-packages chromium espeak-ng sox libsox-fmt-mp3 fonts-noto-core

.PHONY: pictures
pictures: $(VENV)/.dev tools ## take the pictures in docs/pictures again
	$(BIN)/python scripts/pictures.py

.PHONY: clean
clean: ## remove what was built, but no database
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis
