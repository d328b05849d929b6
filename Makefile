# Short names for commands that work without make as well.

.DEFAULT_GOAL := help

.PHONY: help
help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: sample
sample: ## talk to the bot on sample news
	go run ./cmd/readout chat --sample

.PHONY: build
build: ## build the static binary ./readout
	CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o readout ./cmd/readout

.PHONY: test
test: ## run the tests
	go test ./...

.PHONY: golden
golden: ## rewrite the golden files; read the diff as code
	go test ./bot ./cmd/readout ./digest/compose ./digest/extract ./digest/feed -update

.PHONY: lint
lint: .ci/bin/golangci-lint ## run the linters
	.ci/bin/golangci-lint run ./...

.ci/bin/golangci-lint: .ci/tools/go.mod
	mkdir -p .ci/bin
	cd .ci/tools && go build -o ../bin/golangci-lint github.com/golangci/golangci-lint/v2/cmd/golangci-lint

.PHONY: ci
ci: ## run all that CI runs
	.ci/run
