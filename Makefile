# The commands of everyday work; each is a script that can be run without make.

SHELL := /bin/bash
export EARSHOT_PREFIX ?= /opt/earshot
export PKG_CONFIG_PATH := $(EARSHOT_PREFIX)/lib/pkgconfig$(if $(PKG_CONFIG_PATH),:$(PKG_CONFIG_PATH))

.DEFAULT_GOAL := help
.PHONY: help run build test bench fuzz format clean

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | awk -F '|' '{ printf "  make %-8s %s\n", $$1, $$2 }'

run: build ## fetch what is needed, build, start Earshot on http://127.0.0.1:8080
	.build/release/earshot serve

build: ## fetch what is needed, build the release program
	Scripts/bootstrap.sh
	swift build -c release --product earshot

test: ## every check: format, warnings, architecture, tests, browser tests
	Scripts/bootstrap.sh --tests
	Scripts/check.sh

bench: build ## measure ingestion, storage and queries, beside syslog-ng
	Scripts/bootstrap/bench.sh
	Scripts/bench.sh

fuzz: ## feed the parsers with mutated input for a while
	Scripts/bootstrap.sh
	Scripts/fuzz.sh

format: ## format the Swift sources in place
	swift format --in-place --recursive --parallel Package.swift Sources Tests

clean: ## remove what was built; the prefix stays
	rm -rf .build
