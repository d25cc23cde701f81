# `make run` and `make test` are all that a newcomer needs.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
MANAGE := $(BIN)/python manage.py
NODE_MODULES := static/src/node_modules/.package-lock.json
FRONT_END := static/build/site.css
FRONT_END_SOURCES := $(shell find static/src -type f -not -path '*/node_modules/*')
SYSTEM_NPM := $(shell command -v npm 2>/dev/null)
NPM := $(if $(SYSTEM_NPM),$(SYSTEM_NPM),$(CURDIR)/$(BIN)/npm)
COMPILE := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url \
	--python-version 3.11 --custom-compile-command 'make lock'

.PHONY: run setup test check format lock bench sweep clean
.DELETE_ON_ERROR:

run: setup
	@echo
	@echo "The site:   http://127.0.0.1:$(PORT)/"
	@echo "The admin:  http://127.0.0.1:$(PORT)/manage/"
	@echo "Stop it with Ctrl-C."
	@PORT=$(PORT) $(MANAGE) runserver 127.0.0.1:$(PORT)

setup: $(VENV)/.installed $(FRONT_END)
	@mkdir -p var
	@PORT=$(PORT) $(MANAGE) migrate --verbosity 0
	@EMAIL_URL=dummy: $(MANAGE) load_starter_content

test: $(VENV)/.installed $(FRONT_END)
	$(BIN)/pytest --numprocesses auto
	# The engine of the anonymisation check asks no database, so its tests run once.
	$(BIN)/python tests/with_postgresql.py $(BIN)/pytest --numprocesses auto \
		-m "not browser and not once" --ignore-glob='tests/test_anonymisation_*'

check: $(VENV)/.installed $(FRONT_END)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/djlint --check --lint site home protocols reviews
	$(BIN)/lint-imports
	DJANGO_SETTINGS_MODULE=setdab.settings.test $(MANAGE) check --fail-level WARNING
	DJANGO_SETTINGS_MODULE=setdab.settings.test $(MANAGE) makemigrations --check --dry-run
	$(BIN)/python tests/lock_in_step.py

format: $(VENV)/.installed
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/djlint --reformat --quiet site home protocols reviews

lock: $(VENV)/.installed
	$(COMPILE) $(UPGRADE) pyproject.toml --output-file requirements.lock
	$(COMPILE) $(UPGRADE) pyproject.toml --group dev --constraint requirements.lock \
		--output-file requirements-dev.lock

bench: setup
	$(BIN)/python tests/bench.py
	$(BIN)/python tests/with_postgresql.py $(BIN)/python tests/bench.py
	$(BIN)/python tests/bench_anonymisation.py
	$(BIN)/python tests/bench_pages.py

# Looks at every page and writes what was tested, and today as the day, for the accessibility statement.
sweep: $(VENV)/.installed $(FRONT_END)
	SWEEP_DATE=$$(date +%F) $(BIN)/pytest tests/browser/test_sweep.py

clean:
	rm -rf $(VENV) static/build static/collected static/src/node_modules

$(VENV)/.installed: requirements-dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "This needs Python 3.11 or newer."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' \
		|| { echo "Python's venv module is missing. On Debian: apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(NODE_MODULES): static/src/package-lock.json | $(VENV)/.installed
	@test -n "$(SYSTEM_NPM)" \
		|| $(BIN)/pip install --quiet --require-hashes -r static/src/requirements-node.lock
	PATH="$(CURDIR)/$(BIN):$$PATH" $(NPM) --prefix static/src ci --ignore-scripts --no-audit --no-fund
	@touch $@

$(FRONT_END): $(NODE_MODULES) $(FRONT_END_SOURCES)
	PATH="$(CURDIR)/$(BIN):$$PATH" $(NPM) --prefix static/src run build
	@touch $@
