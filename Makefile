# The two commands of the README are `make run` and `make test`; the others are for those who work on Minuted.

PYTHON ?= python3
VENV ?= .venv
PORT ?= 8000
BIN := $(VENV)/bin

.PHONY: run test test-long check format lock eval gate speed clean

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

# Public questions about meetings of committees, where they are beside the real minutes.
COMMITTEE := $(wildcard $(or $(MINUTED_SHARED),../shared)/benchmarks/qmsum-committee)

# Over the same minutes a hard set, asked in other words on purpose, one of everyday questions, and one of questions
# about other business.
SETS := sample real-minutes sample-everyday real-everyday sample-other-business real-other-business

# Every question set by every retriever and baseline, in one table; the files of the runs stay in build/runs.
eval: $(VENV)/.run
	$(BIN)/minuted-eval run $(SETS) $(COMMITTEE) --retriever all --out build/runs
	$(BIN)/minuted-eval follow-ups sample real-minutes

# The short form that a change must pass: both sets of the sample by the default retriever, against the accepted scores.
gate: $(VENV)/.run
	$(BIN)/minuted-eval run sample sample-everyday --retriever hybrid --no-answers --out build/gate
	$(BIN)/minuted-eval gate build/gate/sample/hybrid.run build/gate/sample-everyday/hybrid.run \
		--junit build/gate/junit.xml --markdown build/gate/summary.md

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
