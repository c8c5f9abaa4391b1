# The front door: each target is one line here, what takes longer to say is in Python.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/sh
# A process that may not keep what it compiles takes three times as long to start.
unexport PYTHONDONTWRITEBYTECODE

VENV := .venv
PY := $(VENV)/bin/python
MANAGE := $(PY) manage.py
SOURCES := normandy_centres pages centres tests requirements manage.py

# An interpreter of a supported version that can make virtual environments (Debian splits that off).
USABLE := import sys, ensurepip, sqlite3, ssl, venv; sys.exit(not (3, 11) <= sys.version_info < (3, 14))
FIND_PYTHON = for python in $(or $(PYTHON),python3 python3.13 python3.12 python3.11); do \
	if $$python -c '$(USABLE)' 2>/dev/null; then break; fi; python=; done

.PHONY: help
help: ## Show this list
	@awk 'BEGIN { FS = ":.*## " } /^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: run
run: $(VENV)/base.stamp ## Install, prepare and serve the site (PORT=8000)
	@$(MANAGE) serve

.PHONY: backup
backup: $(VENV)/base.stamp ## Write one verified archive of database and media (BACKUP_DIR)
	@$(MANAGE) backup

.PHONY: restore
restore: $(VENV)/base.stamp ## Bring the site back from an archive (FILE=var/backups/…zip)
	@test -n "$(FILE)" || { echo "Name the archive: make restore FILE=var/backups/….zip" >&2; exit 1; }
	@$(MANAGE) restore "$(FILE)"

.PHONY: test
test: $(VENV)/dev.stamp ## Run every test: SQLite, PostgreSQL, browser (ARGS= goes to pytest)
	@$(PY) -m tests $(ARGS)

.PHONY: drill
drill: $(VENV)/dev.stamp ## Run what takes long: axe in every mode, whole journeys, floods, random edits
	@$(PY) -m tests --drill $(ARGS)

.PHONY: audit
audit: $(VENV)/dev.stamp ## Audit every page in a browser: accessibility, validity, weight (ARGS="/ '/en/*'")
	@$(PY) -m pytest -q tests/audit
	@$(PY) -m tests.audit $(ARGS)

.PHONY: accept
accept: $(VENV)/dev.stamp ## Accept how the components look now: the audit compares with it (ARGS='/gallery/notice/')
	@$(PY) -m tests.audit --accept $(ARGS)

.PHONY: bench
bench: $(VENV)/dev.stamp ## Measure: pages a second, a phone's pages, the search (ARGS="serving operating browser search")
	@$(PY) -m tests.bench $(ARGS)

.PHONY: bench-scale
bench-scale: $(VENV)/dev.stamp ## Measure what grows from the pages the site has to 5,000 in each language
	@$(PY) -m tests.bench scale

.PHONY: check
check: $(VENV)/dev.stamp ## Check style, types, templates, imports, settings, migrations, catalogues
	$(PY) -m ruff check $(SOURCES)
	$(PY) -m ruff format --check $(SOURCES)
	$(PY) -m mypy
	$(PY) -m djlint --quiet --lint --check templates
	$(VENV)/bin/lint-imports
	$(MANAGE) makemigrations --check --dry-run
	$(MANAGE) check_catalogue
	$(MANAGE) load_content --check
	$(MANAGE) check_drift --files
	ALLOWED_HOSTS=example.org DJANGO_SECRET_KEY=$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(64))') \
		$(MANAGE) check --deploy --fail-level WARNING --settings normandy_centres.settings.production

.PHONY: format
format: $(VENV)/dev.stamp ## Put code and templates into shape
	$(PY) -m ruff check --fix $(SOURCES)
	$(PY) -m ruff format $(SOURCES)
	$(PY) -m djlint --quiet --reformat templates

.PHONY: messages
messages: $(VENV)/base.stamp ## Bring the French catalogue up to date with the code
	$(MANAGE) update_catalogue

.PHONY: lock
lock: var/lock/bin/uv ## Pin the requirements, with hashes, from pyproject.toml (UPGRADE=1: the newest)
	@for set in base dev; do \
		extra=; test $$set = base || extra="--extra dev --constraint requirements/base.txt"; \
		var/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
			--no-header $(if $(UPGRADE),--upgrade) $$extra pyproject.toml --output-file requirements/$$set.txt \
			|| exit 1; done

.PHONY: clean
clean: ## Remove the environment and all that is built; keeps the database, uploads, backups and .env
	rm -rf $(VENV) static/fonts .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
	test ! -d var || find var -mindepth 1 -maxdepth 1 ! -name backups -exec rm -rf {} +
	find $(SOURCES) -name __pycache__ -prune -exec rm -rf {} +
	find normandy_centres/locale -name '*.mo' -delete

# --- What the commands need ---
$(VENV)/base.stamp: requirements/base.txt
$(VENV)/dev.stamp: requirements/dev.txt
$(VENV)/%.stamp:
	@if ! test -x $(VENV)/bin/pip || ! $(PY) -c ''; then $(FIND_PYTHON); \
		if test -z "$$python"; then \
			echo "This needs Python 3.11, 3.12 or 3.13 with its venv module, and none was found." >&2; \
			echo "On Debian or Ubuntu: apt install python3 python3-venv" >&2; \
			echo "Elsewhere, name one that you have: make run PYTHON=/path/to/python3.12" >&2; \
			exit 1; fi; \
		echo "Making the virtual environment with $$($$python --version) and installing the requirements…"; \
		$$python -m venv --clear $(VENV) || exit 1; fi
	@$(PY) requirements/install.py $*
	@touch $@

var/lock/bin/uv:
	@test -x $(PY) || $(MAKE) $(VENV)/base.stamp
	@$(PY) -m venv var/lock && var/lock/bin/pip install --quiet uv
