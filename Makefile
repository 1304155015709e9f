# The two commands of the README are `make run` and `make test`; the others are for those who work on Minuted.

PYTHON ?= python3
VENV ?= .venv
PORT ?= 8000
BIN := $(VENV)/bin

.PHONY: run test test-long check format lock eval speed clean

run: $(VENV)/.run
	$(BIN)/minuted serve --sample --port $(PORT)

test: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest

test-long: $(VENV)/.dev
	$(BIN)/pytest -m long

format: $(VENV)/.dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

eval: $(VENV)/.run
	$(BIN)/minuted-eval run sample

speed: $(VENV)/.run
	$(BIN)/minuted-eval speed

# What is installed: torch by its pin alone, everything else by hash. See DECISIONS.md.
$(VENV)/.run: pyproject.toml requirements.lock tools/setup.sh
	sh tools/setup.sh "$(PYTHON)" "$(VENV)" requirements.lock
	@touch $@

$(VENV)/.dev: pyproject.toml requirements-dev.lock tools/setup.sh
	sh tools/setup.sh "$(PYTHON)" "$(VENV)" requirements-dev.lock
	@touch $@ $(VENV)/.run

lock:
	sh tools/lock.sh

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
