# Everything this repository can do, by name. `make help` lists it.
# Needs make and Python 3.11 or newer (PYTHON=python3.12 picks another one); the rest is fetched into .venv.

PYTHON ?= python3
BUS    ?= postgres
ARGS   ?=

CHROMIUM ?= chromium
PAGE     ?= demo/verslag.html
PICTURE  ?= docs/images/verslag.png

EXAMPLES ?= 500

# The Spectral rules of the NL GOV REST API Design Rules: a file, or an address to take them from.
ADR_RULES ?= https://static.developer.overheid.nl/adr/ruleset.yaml

VENV := .venv
BIN  := $(VENV)/bin

# What .venv must hold; a change of any of these sets it up anew.
INGREDIENTS := requirements.lock $(wildcard libs/*/pyproject.toml services/*/pyproject.toml launcher/pyproject.toml clients/*/pyproject.toml)
READY       := $(VENV)/.ready-$(shell cat $(INGREDIENTS) | cksum | cut -d ' ' -f 1)
PACKAGES    := $(patsubst %/pyproject.toml,-e %,$(filter %/pyproject.toml,$(INGREDIENTS)))

# What the tools leave behind: never data.
LEAVINGS := .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis build dist
# What a region has recorded; removed only after it has been shown.
DATA := data demo/out $(PAGE)

COMPILE := $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-annotate --no-header --quiet

.DEFAULT_GOAL := help
.PHONY: help venv lock demo up test test-identity test-axe mutate fuzz picture bench lint format clean clean-data

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

demo: venv ## Show a year of the region, from an empty folder to a page about it (BUS=postgres or kafka)
	@$(BIN)/doorstroom demo --bus $(BUS) $(ARGS)

up: venv ## Run the embedded edition; it keeps its data (BUS=postgres or kafka)
	@$(BIN)/doorstroom up --bus $(BUS) $(ARGS)

test: venv ## Run every test, on all cores (ARGS="-k words" picks some)
	@$(BIN)/python -m pytest -m "not keycloak and not browser" --numprocesses logical --maxprocesses 4 --dist loadscope --no-loadscope-reorder $(ARGS)

test-identity: venv ## Try a real Keycloak as identity provider; about a minute, fetched once (not in `make test`)
	@$(BIN)/python -m pytest tests/identity -m keycloak $(ARGS)

test-axe: venv ## Try the demo's page with axe in a real browser; needs npm and Chromium (not in `make test`)
	@command -v $(CHROMIUM) >/dev/null || { echo "There is no $(CHROMIUM) here. On Debian and Ubuntu: apt install chromium"; exit 1; }
	@npm ci --prefix launcher/tests/axe --ignore-scripts --no-audit --no-fund --silent
	@$(BIN)/python -m pytest launcher/tests/axe -m browser $(ARGS)

mutate: venv ## Make the rules of matching wrong, bit by bit: do their tests notice? (ARGS="clauses fit"; not in `make test`)
	@$(BIN)/python -m tests.mutation $(ARGS)

fuzz: venv ## Send each service very many requests of every shape (ARGS=vacancy picks one, EXAMPLES=500 to each operation)
	@DOORSTROOM_FUZZ_EXAMPLES=$(EXAMPLES) $(BIN)/python -m pytest --verbose --tb=short --timeout=0 \
		$(patsubst %,services/%/tests/http/test_any_request.py,$(or $(ARGS),candidate matching notification vacancy))

picture: ## Take the README's picture of demo/verslag.html anew (needs Chromium)
	@test -f $(PAGE) || { echo "There is no $(PAGE). First: make demo"; exit 1; }
	@mkdir -p $(dir $(PICTURE))
	@$(CHROMIUM) --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size=1280,1500 --screenshot=$(PICTURE) file://$(abspath $(PAGE)) 2>/dev/null
	@test "$$(wc -c < $(PICTURE))" -lt 300000 || { echo "$(PICTURE) is larger than 300 kB."; exit 1; }
	@echo "$(PICTURE) is new."

lint: venv ## Check style, types, the shape of the imports, the schemas and the HTTP interfaces
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python contracts/check.py
	@$(BIN)/python tests/spectral/lint.py "$(ADR_RULES)" services/*/openapi.json

format: venv ## Put the code in shape
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: venv ## Measure against the floor, side by side in one run
	@$(BIN)/python -m bench $(ARGS)

venv: $(READY) ## Fetch what is needed into .venv; at once when nothing changed

$(READY):
	@command -v $(PYTHON) >/dev/null || { echo "There is no $(PYTHON) here. Install Python 3.11 or newer, or say which one: make PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "This needs Python 3.11 or newer, and $(PYTHON) is $$($(PYTHON) -V). Say which one to use: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "$(PYTHON) has no venv module. On Debian and Ubuntu: apt install python3-venv"; exit 1; }
	@$(BIN)/python -c '' 2>/dev/null || { rm -rf $(VENV) && $(PYTHON) -m venv $(VENV); }
	@echo "Fetching what Doorstroom needs into $(VENV): once, about a minute."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation $(PACKAGES)
	@rm -f $(VENV)/.ready-*
	@touch $@

lock: venv ## Write the locks anew from requirements.in and requirements-runtime.in
	$(COMPILE) requirements.in -o requirements.lock
	$(COMPILE) requirements-runtime.in -c requirements.lock -o requirements-runtime.lock

clean: ## Remove .venv and what the tools leave behind; data stays
	rm -rf $(VENV) $(LEAVINGS)
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

clean-data: ## Show the data folders here; with YES=1 remove them
	@found="$$(ls -d $(DATA) 2>/dev/null)"; \
	if [ -z "$$found" ]; then echo "There is no data here."; \
	elif [ "$(YES)" = 1 ]; then du -sh $$found && rm -rf $$found && echo "Removed."; \
	else du -sh $$found && echo "Nothing was removed. To remove this: make clean-data YES=1"; fi
