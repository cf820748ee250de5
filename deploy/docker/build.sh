#!/bin/sh
# Builds both images: deploy/docker/build.sh [PROFILE]. PROFILE is a Maven profile of the worker: cpu (default), cu117, cu124.
# Uses docker, podman or buildah, whichever is installed (or TOOL); BASE names another base image of Debian 12. PyTorch for CUDA
# needs cuDNN, which its jar does not contain. A GPU worker therefore uses an image of NVIDIA with cuDNN (or GPU_BASE).
set -eu
profile=${1:-cpu}
home=$(cd "$(dirname "$0")/../.." && pwd -P)
cd "$home"

case $profile in
    cpu) profiles=exec,cpu worker_base=${BASE:-} ;;
    cu117) profiles=exec,cu117,cuda-native worker_base=${GPU_BASE:-docker.io/nvidia/cuda:11.7.1-cudnn8-runtime-ubuntu22.04} ;;
    cu124) profiles=exec,cu124,cuda-native worker_base=${GPU_BASE:-docker.io/nvidia/cuda:12.4.1-cudnn-runtime-ubuntu22.04} ;;
    *) echo "no such profile: $profile (there are: cpu, cu117, cu124)" >&2 && exit 2 ;;
esac
./mvnw -B -q -Daether.artifactResolver.postProcessor.trustedChecksums=true -Dmaven.test.skip=true -P "$profiles" -pl api-service,inference-worker -am package

for tool in ${TOOL:-docker podman buildah}; do
    command -v "$tool" >/dev/null 2>&1 && break
done
# image BASE ARGUMENT...
image() {
    base=$1
    shift
    case $tool in
        # a build needs neither user namespaces nor its own network
        buildah) set -- buildah bud --isolation chroot --format docker "$@" ;;
        *) set -- "$tool" build "$@" ;;
    esac
    "$@" ${base:+--build-arg "BASE=$base"} .
}
tag=latest
[ "$profile" = cpu ] || tag=$profile
image "${BASE:-}" -t "lungburden-api:latest" -f deploy/docker/api.Dockerfile
image "$worker_base" -t "lungburden-worker:$tag" -f deploy/docker/worker.Dockerfile
