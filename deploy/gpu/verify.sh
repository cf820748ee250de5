#!/bin/sh
# deploy/gpu/verify.sh cu117|cu124: compiles the worker against the DJL of a CUDA profile. Then runs the worker's tests on the
# CPU build of PyTorch in the same version. Needs no GPU.
set -eu
profile=${1:?cu117 or cu124}
cd "$(dirname "$0")/../.."
exec ./mvnw -B -ntp -P "$profile,shared-model-untested" -pl inference-worker -am clean verify
