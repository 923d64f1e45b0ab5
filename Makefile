# Every way to run, check and build civdesk. Each target first makes the machine ready (.ci/setup), once.

PYTHON := .venv/bin/python
DEMO := build/demo/示例.civdesk
SCREEN := $(if $(filter Darwin,$(shell uname -s)),yes,$(DISPLAY)$(WAYLAND_DISPLAY))

.PHONY: help run test test-full bench build forms clean ready-to-run ready-to-test ready-to-build
.PHONY: check-format check-style check-types check-imports check-tests

help:
	@echo "make run        open the window on a sample workspace; without a screen: pictures of it in build/demo/"
	@echo "make test       format, style, types, import rules and the tests"
	@echo "make test-full  the tests with the long ones (many kills, fuzzing)"
	@echo "make bench      measure the desk against its peers: ratios, no pass or fail"
	@echo "make build      the program for people without Python, in dist/civdesk/"
	@echo "make forms      compile forms/*.ui into civdesk/gui/forms/"
	@echo "make clean      remove what was built here (.venv stays)"

ready-to-run:
	@sh .ci/setup run
ready-to-test:
	@sh .ci/setup test
ready-to-build:
	@sh .ci/setup build

ifeq ($(strip $(SCREEN)),)
run: ready-to-run
	$(PYTHON) -m civdesk.gui.demo build/demo
else
run: $(DEMO)
	$(PYTHON) -m civdesk $(DEMO)
endif

$(DEMO): | ready-to-run
	mkdir -p build/demo
	$(PYTHON) -m civdesk new $@ --sample

# Separate, so that `make --keep-going test` tells everything that is wrong.
test: check-format check-style check-types check-imports check-tests
check-format: ready-to-test
	$(PYTHON) -m ruff format --check .
check-style: ready-to-test
	$(PYTHON) -m ruff check .
check-types: ready-to-test
	$(PYTHON) -m mypy
check-imports: ready-to-test
	$(PYTHON) -c 'from importlinter.cli import lint_imports_command as lint; lint()'
check-tests: ready-to-test
	$(PYTHON) -m pytest -n 2

test-full: ready-to-test
	$(PYTHON) -m pytest -n 2 -m "" -o faulthandler_timeout=3600

bench: ready-to-run
	$(PYTHON) -m tests.bench

# The frozen program is asked at once whether it runs: what it lacks, only it can tell.
build: ready-to-build
	$(PYTHON) -m PyInstaller --noconfirm --log-level WARN --workpath build/pyinstaller build.spec
	dist/civdesk/civdesk-cli --version
	rm -rf build/smoke && mkdir build/smoke
	dist/civdesk/civdesk-cli new build/smoke/示例.civdesk --sample
	dist/civdesk/civdesk-cli info build/smoke/示例.civdesk
	du -sh dist/civdesk

# All of them, whatever their file times: a checkout's say nothing.
forms: ready-to-run
	@for each in forms/*.ui; do \
		$(PYTHON) -c 'from PySide6.scripts.pyside_tool import uic; uic()' $$each \
			-o civdesk/gui/forms/ui_$$(basename $$each .ui).py || exit 1; \
	done

clean:
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find civdesk tests -name __pycache__ -type d -prune -exec rm -rf {} +
