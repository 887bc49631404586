# `make run` and `make test` install what is missing; another interpreter has its own environment:
#   make test PYTHON=python3.13 VENV=.venv-3.13

VENV ?= .venv
export VENV PYTHON

.PHONY: setup run test bench pictures lock format bundle

setup: ; @.ci/setup run

run: setup ; @.ci/sample

test: ; @.ci/setup test && .ci/test

bench:
	@.ci/setup test
	QT_QPA_PLATFORM=offscreen $(VENV)/bin/pytest -p no:xdist --benchmark-enable tests/benchmarks

# The window and the page that the README shows.
pictures:
	@.ci/setup test
	$(VENV)/bin/python docs/pictures.py

format:
	@.ci/setup test
	$(VENV)/bin/ruff format .
	$(VENV)/bin/ruff check --fix .

bundle:
	@.ci/setup build
	$(VENV)/bin/pyinstaller --noconfirm --clean build.spec

# Needs uv. Exact versions with hashes for every platform and Python that the project supports.
COMPILE = uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --custom-compile-command 'make lock'
lock:
	$(COMPILE) pyproject.toml --group setup --output-file requirements.lock
	$(COMPILE) --constraint requirements.lock --group test --output-file requirements-test.lock
	$(COMPILE) --constraint requirements.lock --group build --output-file requirements-build.lock
