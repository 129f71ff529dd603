# Two commands matter: `make run` and `make test`. Each builds .venv from the pinned lock as needed.

VENV := .venv
PY := $(VENV)/bin/python
STAMP := $(VENV)/.complete

.PHONY: run test setup lint format types check bench pictures package clean

run: setup
	@sh scripts/run.sh

# Two workers and one torch thread each, so that figures don't depend on the machine's cores.
test: setup
	@QT_QPA_PLATFORM=offscreen OMP_NUM_THREADS=1 GOMP_SPINCOUNT=0 \
		$(PY) -m pytest -n 2 --dist loadgroup $(ARGS)

# The second line is for an environment whose Python has been removed or replaced since.
setup: $(STAMP)
	@$(PY) -c '' 2>/dev/null || sh scripts/setup.sh $(VENV)
	@$(PY) scripts/libraries.py

$(STAMP): requirements.lock requirements-dev.lock
	@sh scripts/setup.sh $(VENV)

lint: setup
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .

format: setup
	@$(PY) -m ruff check --fix .
	@$(PY) -m ruff format .

types: setup
	@$(PY) -m mypy

check: lint types test

bench: setup
	@QT_QPA_PLATFORM=offscreen $(PY) -m benchmarks

# Every view in every theme, language and size into build/pictures, and those of README anew.
pictures: setup
	@QT_QPA_PLATFORM=offscreen $(PY) scripts/pictures.py --sharp $(ARGS)
	@QT_QPA_PLATFORM=offscreen $(PY) scripts/pictures.py --docs

# A wheel and a one-folder app for this system, in dist/; both are started and train once.
package: setup
	@sh packaging/build.sh

clean:
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis tour
