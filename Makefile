# Everything a person types: `make run` to explore, `make test` before committing.
PYTHON ?= python3
PORT ?= 8501
VENV := .venv
BIN := $(VENV)/bin
SOURCES := observatory pages tools benchmarks tests app.py

.DEFAULT_GOAL := run
.PHONY: run test check format bench screenshots lock browser clean

run: $(VENV)/.installed ## Install, load the shipped figures, serve on http://localhost:8501 (PORT=)
	@$(BIN)/observatory ingest data/extracts
	@echo "http://localhost:$(PORT)"
	@exec $(BIN)/observatory serve --port $(PORT)

test: check browser ## Everything that proves the product
	$(BIN)/python -m pytest

check: $(VENV)/.installed-dev ## Format, lint, types, layers
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/mypy
	$(BIN)/python -m pytest -q tests/test_layers.py

format: $(VENV)/.installed-dev
	$(BIN)/ruff format $(SOURCES)
	$(BIN)/ruff check --fix $(SOURCES)

bench: $(VENV)/.installed-dev browser ## Measures, written to docs/benchmarks.md
	$(BIN)/python -m benchmarks

screenshots: $(VENV)/.installed-dev browser ## Pictures of every page, in screenshots/
	$(BIN)/python -m tools.screenshots

browser: $(VENV)/.installed-dev
	@sh tools/need_browser.sh

lock: ## Pin again what pyproject.toml asks for (needs uv)
	uv pip compile pyproject.toml --extra build --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-header --quiet -o requirements.lock
	uv pip compile pyproject.toml --extra build --extra dev -c requirements.lock --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-header --quiet -o requirements-dev.lock

$(VENV)/.installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed" if sys.version_info < (3, 11) else 0)'
	@echo "Installing (a minute or two, once)…"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis
