# make demo | test | lint | bench | fuzz   （在新机器上只需 Python 3.11+ 和 make）
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
DEV    := $(VENV)/.dev
BENCH  := $(VENV)/.bench

.PHONY: demo test lint bench fuzz dev examples locale format clean

demo: $(READY)
	$(BIN)/sctarget check examples/jingchuan-2023/plan.yaml --fail-on none

test: $(DEV)
	$(BIN)/python -m pytest -q -n 2

lint: $(DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(BENCH)
	@status=0; for part in run collect report extract; do $(BIN)/python bench/$$part.py || status=1; done; exit $$status

fuzz: $(DEV)
	PYTHONPATH=tests $(BIN)/python tests/fuzz/run.py

dev: $(DEV)

examples: $(DEV)
	$(BIN)/python examples/fill.py

locale: $(DEV)
	$(BIN)/pybabel compile --directory sctarget/locale --domain messages

format: $(DEV)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	touch $@

$(DEV): $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	touch $@

$(BENCH): $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[bench]'
	touch $@
