# Two commands matter: `make run` and `make test`. Each builds .venv from the pinned lock as needed.

PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	&& { echo $$p; break; }; done)
VENV := .venv
PY := $(VENV)/bin/python
STAMP := $(VENV)/.complete
export GOMP_SPINCOUNT = 0
export OMP_NUM_THREADS ?= 1

.PHONY: run test setup lint format types check bench pictures package clean

run: setup
	@sh scripts/run.sh

test: setup
	@QT_QPA_PLATFORM=offscreen $(PY) -m pytest -n 2 --dist loadgroup $(ARGS)

setup: $(STAMP)
	@$(PY) scripts/libraries.py

$(STAMP): requirements.lock requirements-dev.lock
	@test -n "$(PYTHON)" || { echo "Designer needs Python 3.11 or newer. Install it (Debian, Ubuntu: apt install python3 python3-venv; Fedora: dnf install python3) and run this again."; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "Python has no venv module here. Install it (Debian, Ubuntu: apt install python3-venv) and run this again."; exit 1; }
	@echo "Building $(VENV) from the pinned lock; this takes a few minutes the first time."
	@$(PYTHON) -m venv $(VENV)
	@$(PY) -m pip install --quiet --disable-pip-version-check -r requirements-dev.lock
	@touch $(STAMP)

lint: setup
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .

format: setup
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

types: setup
	$(VENV)/bin/mypy

check: lint types test

bench: setup
	@QT_QPA_PLATFORM=offscreen $(PY) -m benchmarks

pictures: setup
	@QT_QPA_PLATFORM=offscreen $(PY) -m designer tour --out tour

package: setup
	@sh packaging/build.sh

clean:
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis tour
