# The commands of a working day. Each target installs what it needs.
SHELL := /bin/bash
SWIFT ?= swift
DEBIAN_PACKAGES := libsqlite3-dev libssl-dev openssl

.PHONY: deb deb-check demo test build format lint bench bench-taxii interop fuzz fuzz-check fuzz-corpus torture simulate mutants deps proto

## A real alliance on loopback; ONCE=1 ends by itself, DEMO_INPUT=FILE imports your own list.
demo: deps
	@$(SWIFT) build --product touchstone
	@"$$($(SWIFT) build --show-bin-path)/touchstone" demo \
	    $(if $(ONCE),--once) \
	    $(if $(DEMO_INPUT),--input "$(abspath $(DEMO_INPUT))") \
	    $(if $(DEMO_HOME),--home "$(abspath $(DEMO_HOME))") \
	    $(if $(DEMO_PORT),--port $(DEMO_PORT))

## All tests. A few at a time: begun all at once, each would run for as long as the whole suite, and
## what waits with a limit would reach it on a slow machine. What failed is told again at the end.
test: deps
	$(SWIFT) build --build-tests
	@set -o pipefail; \
	$(SWIFT) test --skip-build --experimental-maximum-parallelization-width 8 2>&1 | tee .build/test.log \
	    || { printf '\n== what failed\n'; grep -A 4 '✘' .build/test.log | tail -n 60; exit 1; }

build: deps
	$(SWIFT) build

format:
	$(SWIFT) format --in-place --recursive --parallel Package.swift Sources Tests Benchmarks

lint:
	$(SWIFT) format lint --strict --recursive --parallel Package.swift Sources Tests Benchmarks

## Figures beside their limits, measured in the same run; BENCH_JSON=FILE writes them too.
bench: deps
	$(SWIFT) build --configuration release --product touchstone-benchmarks
	"$$($(SWIFT) build --configuration release --show-bin-path)/touchstone-benchmarks"

## Collections beside OpenTAXII on SQLite, in one run over the same TLS.
OPENTAXII := .build/bench-opentaxii
bench-taxii: deps
	test -x $(OPENTAXII)/bin/python || python3 -m venv $(OPENTAXII)
	$(OPENTAXII)/bin/pip install --quiet --disable-pip-version-check opentaxii==0.10.0b1 gunicorn==27.0.1
	$(SWIFT) build --configuration release --product touchstone-benchmarks
	BENCH_OPENTAXII="$(abspath $(OPENTAXII))/bin/python" \
	    "$$($(SWIFT) build --configuration release --show-bin-path)/touchstone-benchmarks" \
	    taxii.post taxii.pages taxii.object

## Other people's clients against a running alliance.
interop: build
	Tests/Interop/run

## libFuzzer on each parser of bytes from outside for TIME CPU seconds, or on PARSER alone; two at a time.
TIME ?= 60
FUZZ_BUILD = $(SWIFT) build --package-path Tests/Fuzz --scratch-path .build/fuzz \
    --configuration release --product touchstone-fuzz \
    -Xlinker "$$($(SWIFT) -print-target-info | sed -n 's/.*"runtimeResourcePath": "\(.*\)".*/\1/p')/clang/lib/linux/libclang_rt.fuzzer_no_main-$$(uname -m).a"
FUZZ_RUN = Tests/Fuzz/run.py --work .build/fuzz-work \
    --binary "$$($(SWIFT) build --package-path Tests/Fuzz --scratch-path .build/fuzz \
        --configuration release --show-bin-path)/touchstone-fuzz"

fuzz:
	$(FUZZ_BUILD)
	$(FUZZ_RUN) --cpu-seconds $(TIME) $(PARSER)

## Whether the fuzzed parsers still build from the part of the house that they take; minutes less than 'make fuzz'.
fuzz-check: deps
	TOUCHSTONE_FUZZ_CHECK=1 $(SWIFT) build --package-path Tests/Fuzz --scratch-path .build/fuzz-check \
	    --target FuzzedParsers

## A few of the inputs that 'make fuzz' found, for the committed corpus.
fuzz-corpus:
	$(FUZZ_BUILD)
	$(FUZZ_RUN) --minimise $(PARSER)

## Crashes, power cuts, failing, full and rotting disks (docs/torture.md). TORTURE=quick for a tenth of it;
## TORTURE_OPTIONS='--only kill --seed 7' as torture.py has them.
torture: deps
	$(SWIFT) build --configuration release --product touchstone
	"$$(command -v cc || command -v clang)" -O2 -shared -fPIC -o .build/torture-shim.so Tests/Torture/shim.c
	python3 -B Tests/Torture/torture.py \
	    "$$($(SWIFT) build --configuration release --show-bin-path)/touchstone" .build/torture-shim.so $(if $(filter quick,$(TORTURE)),--quick) $(TORTURE_OPTIONS)

## Simulated alliances under faults, on all cores: SEEDS of them, from SEED on.
SEEDS ?= 10000
SEED ?= 1
simulate: deps
	$(SWIFT) build --configuration release --product touchstone-simulate
	"$$($(SWIFT) build --configuration release --show-bin-path)/touchstone-simulate" \
	    --seeds $(SEEDS) --first $(SEED)

## Breaks the code in known ways, one at a time, and has the simulation find each (docs/simulation.md).
mutants: deps
	SWIFT="$(SWIFT)" Tests/Simulation/Mutants/run

## A Debian package of the release build, with the Swift runtime in it, in .build/packages.
deb: deps
	$(SWIFT) build --configuration release --product touchstone --static-swift-stdlib
	@$(MAKE) --no-print-directory deps DEBIAN_PACKAGES="dpkg-dev patchelf binutils git python3"
	@mkdir -p .build/packages
	packaging/debian/build "$$($(SWIFT) build --configuration release --static-swift-stdlib --show-bin-path)/touchstone" .build/packages

## Installs the newest such package into a new Debian system in a folder, runs a node there, and takes it away
## again. It mounts and changes its root, so it wants to be root, and a Debian mirror.
deb-check:
	@$(MAKE) --no-print-directory deps DEBIAN_PACKAGES="debootstrap lintian man-db mandoc systemd"
	@sudo=$$([ "$$(id -u)" = 0 ] || echo sudo); \
	$$sudo packaging/debian/check "$$(ls -t .build/packages/touchstone_*.deb | head -n 1)"

## The Debian packages that the build links with, and the openssl command the tests check against.
deps:
	@missing=$$(for package in $(DEBIAN_PACKAGES); do \
	    dpkg-query -W -f='$${Status}' $$package 2>/dev/null | grep -q 'ok installed' || echo $$package; \
	done); \
	if [ -n "$$missing" ]; then \
	    sudo=$$([ "$$(id -u)" = 0 ] || echo sudo); \
	    $$sudo apt-get update -qq && $$sudo apt-get install -y -qq $$missing; \
	fi

## Generates the protobuf code again after a change of a schema.
proto:
	@$(MAKE) --no-print-directory deps DEBIAN_PACKAGES="$(DEBIAN_PACKAGES) protobuf-compiler"
	$(SWIFT) build --product protoc-gen-swift
	protoc --plugin="$$($(SWIFT) build --show-bin-path)/protoc-gen-swift" \
	    --swift_opt=Visibility=Package --swift_opt=UseAccessLevelOnImports=true \
	    --swift_out=Sources/Statements/Schema --proto_path=Sources/Statements/Schema \
	    Sources/Statements/Schema/statements.proto
