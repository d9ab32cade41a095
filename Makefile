# Everything runs from here; CONTRIBUTING.md says what each target is for.
# PYTHON names the interpreter that the virtual environment is made with: PYTHON=python3.12 make setup

SHELL := /bin/sh
.NOTPARALLEL:
.DEFAULT_GOAL := help

# The environment of whoever calls must not choose the interpreter or mix its packages into ours.
unexport UV_PYTHON VIRTUAL_ENV PYTHONHOME PYTHONPATH

VENV := .venv/bin
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for p in python3 python3.11 python3.12 python3.13 python3.14; do \
	"$$p" -c "$(NEW_ENOUGH)" >/dev/null 2>&1 && echo "$$p" && break; done)
CHOSEN := $(PYTHON)
TOO_OLD = Countersign needs Python 3.11 or newer$(if $(CHOSEN), ('$(CHOSEN)' is not that)); \
	name one like this: PYTHON=python3.12 make setup
PREPARE = @"$(CHOSEN)" -c "$(NEW_ENOUGH)" >/dev/null 2>&1 || { echo "$(TOO_OLD)" >&2; exit 2; }; \
	"$(CHOSEN)" packaging/prepare.py

.PHONY: help setup environment demo test check lint format bench faults lock picture fake-model clean

help:
	@echo "make demo     set up, then open the app on its sample project (without a display: show it in the terminal)"
	@echo "make test     set up, then lint, types, import contracts and tests"
	@echo "make setup    set up alone: system libraries, .venv, locked dependencies, the encoder"
	@echo "make check    the fast part of the checks: format, lint, types, import contracts"
	@echo "make lint     format and lint alone          make format   put the format right"
	@echo "make bench    benchmarks                     make faults   the long run of kills and full disks"
	@echo "make lock     solve the dependencies anew    make picture  draw the picture of the README anew"
	@echo "make fake-model   a server that speaks OpenAI's protocol, with recorded answers"
	@echo "make clean    remove what was made here"

setup:
	$(PREPARE) --for tests

environment:
	$(PREPARE) --for checks

demo:
	$(PREPARE) --for window
	@if [ "$$(uname)" = Linux ] && [ -z "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
		$(VENV)/countersign demo --terminal; else $(VENV)/countersign demo; fi

test: setup check
	QT_QPA_PLATFORM=offscreen $(VENV)/python -m pytest -n 2

check: lint
	$(VENV)/basedpyright
	$(VENV)/lint-imports --no-logo

lint: environment
	$(VENV)/ruff format --check .
	$(VENV)/ruff check .

format: environment
	$(VENV)/ruff format .
	$(VENV)/ruff check --fix .

bench: setup
	@for bench in tests/benchmarks/bench_*.py; do echo "== $$bench"; \
		QT_QPA_PLATFORM=offscreen $(VENV)/python "$$bench" || exit 1; done

faults: setup
	COUNTERSIGN_KILLS=1000 QT_QPA_PLATFORM=offscreen $(VENV)/python -m pytest -m faults --timeout=0 tests

lock: environment
	$(PREPARE) --lock$(if $(UPGRADE), --upgrade)

picture: setup
	QT_QPA_PLATFORM=offscreen $(VENV)/python packaging/render_screens.py resources/help review

fake-model: environment
	$(VENV)/python -m tests.fake_model --answers --latency 0.2

clean:
	rm -rf .venv .pytest_cache .ruff_cache .hypothesis .import_linter_cache build dist resources/encoder
	find core desktop resources packaging tests -type d -name __pycache__ -prune -exec rm -rf {} +
