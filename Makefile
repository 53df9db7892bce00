# Everything a developer does here, in one word each. `make help` lists them.

SHELL := /bin/sh
MAKEFLAGS += --no-print-directory
.NOTPARALLEL:
.DEFAULT_GOAL := help

SWIFT_NEEDED := 6.2
PACKAGES := libcurl4-openssl-dev libsqlite3-dev libssl-dev libmicrohttpd-dev pkg-config
# What the shell blocks of Contracts/README.md call.
SHELL_PACKAGES := bc jq openssl
SOURCES := Sources Tests Adapters Package.swift
END_TO_END := Tests/EndToEnd
REQUIREMENTS := Tests/requirements.txt
VENV := .build/venv
VENV_STAMP := $(VENV)/requirements.sha256
ENVIRONMENT_LOG := .build/python-environment.log

# The lines of a test run worth reading while it goes well; the log has all of them.
TEST_LOG := .build/swift-test.log
SHOWN := ^(✔ (Suite|Test run) |✘ |↳ |Build complete)|error: |warning: |Fatal error

.PHONY: help deps build run check test soak faults bench lint format clean
.PHONY: swift-present python-environment python-tests

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile

deps: swift-present ## install the Debian packages that are missing
	@$(call install,$(PACKAGES))

build: deps ## build the program for use: .build/release/weir
	@swift build -c release

run: build ## build, then run the demonstration
	@.build/release/weir demo

check: deps lint ## lint and unit tests, no simulation: before every commit
	@$(call swift_test,--skip '^Simulation\.')

# The simulator computes for a minute or two; beside it, tests of real servers would wait for a thread.
test: deps lint ## lint, all Swift tests, then the end-to-end tests
	@$(call swift_test,--skip '^Simulation\.')
	@$(call swift_test,--filter '^Simulation\.')
	@if [ -d $(END_TO_END) ]; then $(MAKE) python-tests; else echo "all tests passed: swift"; fi

soak: deps ## many simulated runs, then many kills: WEIR_SEEDS, WEIR_KILL_CYCLES
	@export WEIR_SEEDS=$${WEIR_SEEDS:-5000}; $(call swift_test,--filter '^Simulation\.')
	@swift build -c release
	@$(MAKE) python-environment >$(ENVIRONMENT_LOG) 2>&1 || { tail -n 5 $(ENVIRONMENT_LOG); exit 1; }
	@WEIR_KILL_CYCLES=$${WEIR_KILL_CYCLES:-1000} PYTHONDONTWRITEBYTECODE=1 \
	  $(VENV)/bin/python -m pytest -q -p no:cacheprovider $(END_TO_END)/test_kill.py

faults: deps ## plant faults in a copy of the sources: the tests must find each
	@$(call install,patch)
	@Tests/PlantedFaults/run.sh

bench: deps ## measure the product against its limits: .build/bench/results.json
	@$(call install,wrk)
	@swift build -c release
	@.build/release/weir-bench $(BENCH)

lint: ## check the format of the sources
	@swift format lint --strict --recursive --parallel $(SOURCES)

format: ## put the sources into the common format
	@swift format --in-place --recursive --parallel $(SOURCES)

clean: ## remove everything that was built
	@rm -rf .build

swift-present:
	@version=$$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9.]*\).*/\1/p'); \
	oldest=$$(printf '%s\n' "$$version" $(SWIFT_NEEDED) | sort -V | head -n 1); \
	if [ "$$oldest" = "$(SWIFT_NEEDED)" ]; then exit 0; fi; \
	echo "Swift $(SWIFT_NEEDED) or newer is needed; found: $${version:-none}."; \
	echo "Install a current toolchain for your distribution from swift.org, put its usr/bin"; \
	echo "first in PATH, and try again."; \
	exit 1

# Runs the end-to-end tests, or says on the last line why it could not.
python-tests:
	@swift build -c release
	@if $(MAKE) python-environment >$(ENVIRONMENT_LOG) 2>&1; then \
	  PYTHONDONTWRITEBYTECODE=1 $(VENV)/bin/python -m pytest -q -p no:cacheprovider $(END_TO_END) \
	    && echo "all tests passed: swift and python"; \
	else \
	  count=$$(find $(END_TO_END) -name 'test_*.py' | wc -l); \
	  reason=$$(grep -iE 'error|please run|not found' $(ENVIRONMENT_LOG) | head -n 1); \
	  echo "skipped $$count python test files: $${reason:-see $(ENVIRONMENT_LOG)}"; \
	fi

# The stamp holds the hash of the requirements and the Python that the environment was made with.
python-environment:
	@command -v python3 >/dev/null && python3 -c 'import ensurepip' 2>/dev/null || \
	  { $(call install,python3-venv); }
	@$(call install,$(SHELL_PACKAGES))
	@mkdir -p .build; \
	wanted="$$(sha256sum <$(REQUIREMENTS)) $$(python3 --version) $(CURDIR)"; \
	if [ "$$wanted" = "$$(cat $(VENV_STAMP) 2>/dev/null)" ]; then exit 0; fi; \
	rm -rf $(VENV); \
	python3 -m venv $(VENV) \
	  && $(VENV)/bin/pip install --disable-pip-version-check --no-input --quiet -r $(REQUIREMENTS) \
	  && echo "$$wanted" >$(VENV_STAMP)

# Installs those of the packages that are missing, or says how to and stops.
# Where there is no dpkg, the build itself names the library that it does not find.
define install
command -v dpkg-query >/dev/null || exit 0; \
missing=; \
for package in $(1); do \
  state=$$(dpkg-query --show --showformat='$${db:Status-Status}' $$package 2>/dev/null); \
  [ "$$state" = installed ] || missing="$$missing $$package"; \
done; \
[ -n "$$missing" ] || exit 0; \
if [ "$$(id -u)" = 0 ]; then as_root=; \
elif sudo -n true 2>/dev/null; then as_root="sudo -n"; \
else echo "please run: sudo apt-get install$$missing"; exit 1; fi; \
echo "installing$$missing"; \
$$as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq update </dev/null \
  && $$as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends \
    $$missing </dev/null >/dev/null
endef

# Runs the Swift tests; the exit status goes through a file, past the filter.
define swift_test
mkdir -p .build; rm -f .build/swift-test-status; \
{ swift test --disable-xctest $(1) 2>&1; echo $$? >.build/swift-test-status; } \
  | tee $(TEST_LOG) | grep --line-buffered -E '$(SHOWN)'; \
status=$$(cat .build/swift-test-status); \
if [ "$$status" != 0 ]; then \
  grep -q '^✘ Test run ' $(TEST_LOG) || tail -n 40 $(TEST_LOG); \
  echo "everything is in $(TEST_LOG)"; \
fi; \
exit "$$status"
endef
