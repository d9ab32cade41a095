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

.PHONY: help setup environment demo test check lint format bench faults journeys lock pictures translations fake-model clean

help:
	@echo "make demo     set up, then open the app on its sample project (without a display: show it in the terminal)"
	@echo "make test     set up, then lint, types, import contracts and tests"
	@echo "make setup    set up alone: system libraries, .venv, locked dependencies, the encoder"
	@echo "make check    the fast part of the checks: format, lint, types, import contracts"
	@echo "make lint     format and lint alone          make format   put the format right"
	@echo "make bench    benchmarks                     make faults   the long run of kills and full disks"
	@echo "make journeys whole days with the real app on a virtual screen, by xdotool (COUNTERSIGN_SHOTS keeps pictures)"
	@echo "make lock     solve the dependencies anew    make pictures  draw the pictures of README and help anew"
	@echo "make fake-model   a server that speaks OpenAI's protocol, with recorded answers"
	@echo "make translations   bring the files of translators up to date with the strings in the code"
	@echo "make bundle   the program with all it needs, in dist/        make deb, make appdir   packages of it for Linux"
	@echo "make bundle-smoke   installs the package in a bare system and works with it there"
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

journeys: setup
	$(VENV)/python -m pytest -n 0 -m xvfb tests/xvfb

lock: environment
	$(PREPARE) --lock$(if $(UPGRADE), --upgrade)

pictures: setup
	QT_QPA_PLATFORM=offscreen $(VENV)/python packaging/render_pictures.py

translations: environment
	$(VENV)/python packaging/build_translations.py --update

fake-model: environment
	$(VENV)/python -m tests.fake_model --answers --latency 0.2

bundle:
	$(PREPARE) --for window
	$(VENV)/python packaging/bundle.py

deb:
	@test -x dist/countersign/countersign || $(MAKE) bundle
	$(VENV)/python packaging/deb.py

appdir:
	@test -x dist/countersign/countersign || $(MAKE) bundle
	$(VENV)/python packaging/appdir.py

bundle-smoke: deb
	$(VENV)/python packaging/smoke.py

clean:
	rm -rf .venv .pytest_cache .ruff_cache .hypothesis .import_linter_cache build dist resources/encoder resources/translations/*.qm
	find core desktop resources packaging tests -type d -name __pycache__ -prune -exec rm -rf {} +
