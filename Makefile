# `make help` lists what there is to do. Every target prepares what it needs, once: a second run starts in seconds.

PORT ?= 8000
PYTHON ?= python3
VERSION := $(shell sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml)

VENV := .venv/.ready
INSTALLED := .venv/.heapglass
NPM := web/node_modules/.package-lock.json
WHEEL := dist/heapglass-$(VERSION)-py3-none-any.whl
SITE := dist/site
RUNTIME := $(SITE)/runtime
EXAMPLES := .cache/examples/.ready

PYODIDE := web/node_modules/pyodide
RELEASED := numpy micropip packaging
# a script in Pyodide's own Python, under Node
IN_PYODIDE := node worker/runtime/python.mjs .cache/wheels

CORE := $(shell find package/heapglass -name '*.py' -o -name '*.json') package/build_kernels.py pyproject.toml README.md LICENSE
PAGE := $(shell find web worker -path web/node_modules -prune -o -path worker/runtime -prune -o -type f -print)
# A file's tests run in one process: snapshots that several of them need are read once.
PARALLEL := -n auto --maxprocesses 3 --dist loadfile
SCRIPTS := package/build_kernels.py package/audit/audit.py web/serve.py web/licences.py web/reference.py $(wildcard worker/runtime/*.py tests/mutation/*.py)

# $(call debian,package,why): what only the system can install
debian = { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null || { echo "$(2): sudo apt-get install $(1)"; exit 1; }; \
	apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(1) >/dev/null; }

.DELETE_ON_ERROR:
.PHONY: help run setup site runtime wheel test coverage mutate lint format fuzz audit reproducible bench oracle engine browser lock clean

help: ## what there is to do
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "%-16s %s\n", $$1, $$2 }'

run: site ## set up and build everything, and serve the site on http://127.0.0.1:8000/ (PORT= changes it)
	@exec .venv/bin/python web/serve.py $(SITE) $(PORT)

setup: $(INSTALLED) $(NPM) ## .venv with heapglass in it, and the npm packages
site: $(SITE)/index.html ## the site, in dist/site
runtime: $(RUNTIME)/runtime.json ## Python for the page, in dist/site/runtime
wheel: dist/with-page/.ready ## the wheel, with the page in it, in dist/with-page

test: setup site browser engine ## all tests
	@failed=0; \
	.venv/bin/python -m pytest $(PARALLEL) --junit-xml=.cache/tests.xml tests/core tests/oracle tests/pyodide || failed=1; \
	.venv/bin/python -m pytest $(PARALLEL) --junit-xml=.cache/tests-e2e.xml tests/e2e || failed=1; \
	exit $$failed

coverage: setup engine browser ## how much of the core its own tests reach, by lines and branches: 95 % at least (minutes)
	.venv/bin/python -m pytest $(PARALLEL) --cov --cov-report=term --cov-fail-under=95 tests/core

mutate: setup ## do the tests notice what is wrong? 60 mutants of each GROUP=scanner, rules (COUNT= SEED= MINUTES= AGAIN=1)
	$(foreach group,$(or $(GROUP),scanner rules),.venv/bin/python -m tests.mutation $(group) --count $(or $(COUNT),60) \
		--seed $(or $(SEED),1) $(if $(MINUTES),--minutes $(MINUTES)) $(if $(AGAIN),--again) &&) true

lint: setup ## format, style and types, Python and TypeScript
	.venv/bin/ruff check package tests worker web
	.venv/bin/ruff format --check package tests worker web
	.venv/bin/lint-imports --no-cache >/dev/null || .venv/bin/lint-imports --no-cache
	.venv/bin/mypy --strict -p heapglass
	.venv/bin/mypy --strict $(SCRIPTS)
	npm run --silent --prefix web check

format: setup ## write Python and TypeScript as lint wants it
	.venv/bin/ruff check --fix package tests worker web
	.venv/bin/ruff format package tests worker web
	cd web && npx biome check --write . ../worker

audit: setup ## known vulnerabilities and signatures of what is installed, as far as the registries answer
	@[ -x .cache/audit/bin/pip-audit ] || { $(PYTHON) -m venv .cache/audit && .cache/audit/bin/python -m pip install \
		--quiet --disable-pip-version-check --require-hashes -r package/audit/requirements.txt; }
	@.venv/bin/python package/audit/audit.py .cache/audit/bin/pip-audit package/requirements.txt web

reproducible: ## whether a build in another folder gives the same site, byte by byte
	@rm -rf .cache/again && mkdir -p .cache/again/$(notdir $(CURDIR))-again
	@git ls-files -z | xargs -0 cp --parents -t .cache/again/$(notdir $(CURDIR))-again
	@$(MAKE) --no-print-directory site
	@# the example is a heap of a running program, another one each time: both sites get the same
	@mkdir -p .cache/again/$(notdir $(CURDIR))-again/.cache && cp -r .cache/examples .cache/again/$(notdir $(CURDIR))-again/.cache
	@$(MAKE) --no-print-directory -C .cache/again/$(notdir $(CURDIR))-again site
	diff -r $(SITE) .cache/again/$(notdir $(CURDIR))-again/$(SITE) && echo "the same, byte by byte"

fuzz: setup ## inputs that are nearly right, for MINUTES=10 (TARGETS= names some)
	.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps \
		-r tests/fuzz/requirements.txt
	.venv/bin/python -m tests.fuzz $(or $(MINUTES),10) $(TARGETS)

bench: setup site browser engine ## how fast, next to DevTools (half an hour; SIZES=7,100 RUNS=3 ONLY=boot,cli take less)
	.venv/bin/python -m tests.bench $(if $(SIZES),--sizes $(SIZES)) $(if $(RUNS),--runs $(RUNS)) $(if $(ONLY),--only $(ONLY))

oracle: setup engine ## every figure next to DevTools', on all snapshots there are, however large (minutes)
	.venv/bin/python -m pytest tests/core tests/oracle --whole-corpus

engine: setup # DevTools' own engine, which the tests compare with
	@.venv/bin/python -m tests.oracle.devtools

browser: # a Chromium for the browser tests
	@command -v chromium chromium-browser google-chrome google-chrome-stable >/dev/null || \
		$(call debian,chromium,The browser tests need Chromium)

lock: setup ## pin the Python packages anew, with hashes (Python 3.12 or newer)
	$(foreach folder,package package/audit worker/runtime,CUSTOM_COMPILE_COMMAND="make lock" .venv/bin/pip-compile --quiet --upgrade \
		--generate-hashes --allow-unsafe --strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links \
		--no-emit-options --output-file $(folder)/requirements.txt $(folder)/requirements.in &&) true

clean: ## remove what was built; .venv and the npm packages stay
	rm -rf dist build .cache package/heapglass/kernels/kernels.wasm.*

# --- the environment

$(VENV): package/requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "heapglass needs Python 3.11 or newer, and $(PYTHON) is not: PYTHON= names another"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || $(call debian,python3-venv,Python has no venv)
	$(PYTHON) -m venv .venv
	.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r package/requirements.txt
	@touch $@

$(INSTALLED): $(VENV) pyproject.toml README.md
	.venv/bin/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(NPM): web/package.json web/package-lock.json web/.npmrc
	npm ci --prefix web --no-fund --no-audit --loglevel=error
	@touch $@

# --- the wheel

$(WHEEL): $(CORE) $(VENV) | $(INSTALLED)
	@rm -f dist/heapglass-*.whl
	@# without a page in it, whatever site the tests are told to look at
	HEAPGLASS_SITE= .venv/bin/python -m build --wheel --no-isolation --outdir dist . >/dev/null
	@touch $@

dist/with-page/.ready: $(SITE)/index.html
	@rm -rf $(@D)
	HEAPGLASS_SITE=$(abspath $(SITE)) .venv/bin/python -m build --wheel --no-isolation --outdir $(@D) . >/dev/null
	@touch $@

# --- Python for the page (see worker/runtime)

.cache/wheels/.ready: worker/runtime/fetch_wheels.py $(NPM) $(VENV)
	.venv/bin/python worker/runtime/fetch_wheels.py $(PYODIDE)/pyodide-lock.json .cache/wheels $(RELEASED)
	@touch $@

# for Pyodide's Python, not for the machine's
.cache/lock-tools/.ready: worker/runtime/requirements.txt $(VENV)
	@rm -rf $(@D)
	.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps --only-binary :all: \
		--python-version 3.14 --target $(@D) -r worker/runtime/requirements.txt
	@touch $@

.cache/slim/.traced: worker/runtime/stdlib_modules.py worker/runtime/python.mjs .cache/wheels/.ready $(CORE)
	@mkdir -p $(@D)
	$(IN_PYODIDE) worker/runtime/stdlib_modules.py package/heapglass .cache/slim/stdlib.txt
	@touch $@

# touched only when its content changed, so that most changes of the core do not compile the library again
.cache/slim/stdlib.txt: .cache/slim/.traced ;

.cache/slim/python_stdlib.zip: .cache/slim/stdlib.txt worker/runtime/byte_compile.py
	$(IN_PYODIDE) worker/runtime/byte_compile.py stdlib $(PYODIDE)/python_stdlib.zip $< $@

.cache/slim/numpy/.ready: worker/runtime/byte_compile.py worker/runtime/python.mjs .cache/wheels/.ready
	@rm -rf $(@D) && mkdir -p $(@D)
	$(IN_PYODIDE) worker/runtime/byte_compile.py wheel .cache/wheels/numpy-*.whl $(@D)
	@touch $@

$(RUNTIME)/runtime.json: .cache/slim/python_stdlib.zip .cache/slim/numpy/.ready .cache/lock-tools/.ready $(WHEEL) \
		worker/runtime/lock_file.py worker/runtime/manifest.py
	@rm -rf $(@D) && mkdir -p $(@D)
	cp $(addprefix $(PYODIDE)/,pyodide.mjs pyodide.asm.mjs pyodide.asm.wasm) .cache/slim/python_stdlib.zip \
		.cache/slim/numpy/*.whl .cache/wheels/micropip-*.whl .cache/wheels/packaging-*.whl $(@D)
	cp $(PYODIDE)/python_stdlib.zip $(@D)/python_stdlib_full.zip
	$(IN_PYODIDE) worker/runtime/byte_compile.py wheel $(WHEEL) $(@D)
	$(IN_PYODIDE) worker/runtime/lock_file.py .cache/lock-tools $(PYODIDE)/pyodide-lock.json $(@D) $(WHEEL) $(RELEASED)
	@chmod 644 $(@D)/*
	.venv/bin/python worker/runtime/manifest.py $(@D) $(PYODIDE)/package.json

# --- the example: a leaking server's heap after 1, 40 and 50 requests

$(EXAMPLES): web/example/server.js web/example/write-snapshots.cjs
	@rm -rf $(@D) && mkdir -p $(@D)
	@# with nothing of this machine's settings, which a heap would hold too
	cd $(@D) && env -i PATH="$$PATH" node --expose-gc $(CURDIR)/web/example/write-snapshots.cjs .
	@touch $@

# --- the site

$(SITE)/index.html: $(RUNTIME)/runtime.json $(NPM) $(PAGE) $(EXAMPLES) worker/runtime/first_download.py
	@find $(SITE) -mindepth 1 -maxdepth 1 ! -name runtime -exec rm -rf {} +
	@mkdir -p $(SITE)/examples && cp $(dir $(EXAMPLES))*.gz $(SITE)/examples
	.venv/bin/python web/licences.py $(SITE)/licences.json web $(WHEEL) $(wildcard .cache/wheels/*.whl)
	.venv/bin/python web/reference.py $(SITE)/reference.json
	npm run --silent --prefix web build
	@touch $@
	.venv/bin/python worker/runtime/first_download.py $(SITE)
