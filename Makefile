# Each target sets up what it needs: the environment in .venv, from the locked requirements.
# PIP_* settings, PORT and DEMO_PASSWORD are honoured. PYTHON names another interpreter.

VENV := .venv
BIN := $(VENV)/bin
ARGS ?=
SIZE ?=
CHROMIUM := chromium chromium-browser google-chrome-stable

.PHONY: help demo demo-reset test bench nightly coverage mutation screenshots lint lock environment environment-dev chromium java

help:
	@echo "make demo         the portal with sample partners, at http://localhost:8000 (PORT, DEMO_PASSWORD)"
	@echo "make demo-reset   remove the demo's database and files"
	@echo "make test         the whole suite (ARGS are handed to pytest)"
	@echo "make bench        measure; build/bench.json (SIZE=small)"
	@echo "make coverage     every branch of the engine and of money; fails below 100 %"
	@echo "make nightly      properties of the engine on 2,000 generated inputs each"
	@echo "make mutation     faults planted in the engine; fails where less than 95 % are found"
	@echo "make screenshots  pages as pictures; build/screenshots/"
	@echo "make lint         style, types, layers"
	@echo "make lock         renew the locked requirements"

demo: environment
	@DEMO=1 exec $(BIN)/python manage.py run_all --demo

demo-reset:
	@$(find-python); "$$python" -m portal.embedded.reset

test: environment-dev chromium java
	$(BIN)/python -m pytest -n auto --dist worksteal $(ARGS)

# In an environment of its own, for it brings what is measured against.
bench: VENV := build/bench
bench: BIN := build/bench/bin
bench:
	@$(call install,requirements-bench.txt)
	SIZE=$(SIZE) $(BIN)/python -m tests.bench $(ARGS)

# What always holds, on ten times as many generated inputs as `make test` tries.
nightly: environment-dev
	HYPOTHESIS_EXAMPLES=2000 $(BIN)/python -m pytest -n auto -m hypothesis tests/settlements/engine $(ARGS)

# Worked cases alone must reach every branch: what only generated inputs reach is reached by chance.
coverage: environment-dev
	@mkdir -p build
	$(BIN)/coverage run -m pytest -n 0 -q -m "not hypothesis" tests/settlements/engine tests/portal/money $(ARGS)
	$(BIN)/coverage report

# Plants small faults in the engine and wants 95 in 100 found by its tests; an hour on two cores.
# `build/mutation/bin/mutmut results` lists those that lived, `mutmut show NAME` one of them.
mutation: VENV := build/mutation
mutation: BIN := build/mutation/bin
mutation:
	@$(call install,requirements-mutation.txt)
	HYPOTHESIS_EXAMPLES=3 $(BIN)/mutmut run $(ARGS)
	$(BIN)/mutmut export-cicd-stats
	@$(BIN)/python -c 'import json, sys; found = json.load(open("mutants/mutmut-cicd-stats.json")); \
		rate = found["killed"] / found["total"]; print(f"{rate:.1%} of the planted faults were found"); \
		sys.exit(rate < 0.95)'

screenshots: environment-dev chromium
	$(BIN)/python -m tests.browser.screenshots $(ARGS)

lint: environment-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

lock:
	@$(find-python); "$$python" -m venv build/lock && build/lock/bin/pip install --quiet uv
	build/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-header --upgrade pyproject.toml -o requirements.txt
	build/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-header --extra dev -c requirements.txt pyproject.toml -o requirements-dev.txt
	build/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-header --extra dev --extra mutation -c requirements-dev.txt pyproject.toml \
		-o requirements-mutation.txt
	build/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-header --extra dev --extra bench -c requirements-dev.txt pyproject.toml \
		-o requirements-bench.txt

# The newest suitable Python by name, or a sentence.
define find-python
set -e; python=; for each in $(PYTHON) python3 python3.13 python3.12 python3.11; do \
	if "$$each" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then python=$$each; break; fi; \
done; \
if [ -z "$$python" ]; then \
	echo "Python 3.11 or newer is needed and was not found. Install it, or name it: make PYTHON=/path/to/python3" >&2; \
	exit 1; \
fi
endef

# Installs $(1) unless just that content is installed already.
define install
$(find-python); \
if ! $(BIN)/python -c "" 2>/dev/null; then \
	rm -rf $(VENV); \
	"$$python" -m venv $(VENV) || { echo "Python's venv is missing: install python3-venv." >&2; exit 1; }; \
fi; \
if ! cmp -s $(1) $(VENV)/installed-$(1); then \
	echo "Installing what $(1) names into $(VENV)"; \
	$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes --no-deps --no-compile -r $(1); \
	cp $(1) $(VENV)/installed-$(1); \
fi
endef

environment:
	@if ! cmp -s requirements-dev.txt $(VENV)/installed-requirements-dev.txt \
		|| ! $(BIN)/python -c "" 2>/dev/null; then $(call install,requirements.txt); fi

environment-dev:
	@$(call install,requirements-dev.txt)

# Browser tests drive the system's Chromium. Root gets it installed; others are told by the tests.
chromium:
	@for each in $(CHROMIUM); do command -v $$each >/dev/null && exit 0; done; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Installing Chromium and fonts for the browser tests"; \
		{ apt-get update -qq; DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
			chromium fonts-noto-core fonts-noto-cjk; } >/dev/null 2>&1 || true; \
	fi

# The statements' PDFs are checked by veraPDF's engine, started from source. As with Chromium.
java:
	@command -v javac >/dev/null && exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Installing a Java compiler for the check of PDFs"; \
		{ apt-get update -qq; DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
			default-jdk-headless; } >/dev/null 2>&1 || true; \
	fi
