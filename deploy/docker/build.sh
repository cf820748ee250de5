#!/bin/sh
# Builds both images: deploy/docker/build.sh [PROFILE]. PROFILE is a Maven profile of the worker: cpu (default), cu117, cu124.
# Uses docker, podman or buildah, whichever there is (or TOOL); BASE names another base image of Debian 12.
set -eu
profile=${1:-cpu}
home=$(cd "$(dirname "$0")/../.." && pwd -P)
cd "$home"

case $profile in
    cpu) profiles=exec,cpu ;;
    *) profiles=exec,$profile,cuda-native ;;
esac
mvn -B -q -Dmaven.test.skip=true -P "$profiles" -pl api-service,inference-worker -am package

for tool in ${TOOL:-docker podman buildah}; do
    command -v "$tool" >/dev/null 2>&1 && break
done
image() {
    case $tool in
        # without user namespaces and a network of its own: all that a build needs
        buildah) set -- buildah bud --isolation chroot --format docker "$@" ;;
        *) set -- "$tool" build "$@" ;;
    esac
    "$@" ${BASE:+--build-arg "BASE=$BASE"} .
}
tag=latest
[ "$profile" = cpu ] || tag=$profile
image -t "lungburden-api:latest" -f deploy/docker/api.Dockerfile
image -t "lungburden-worker:$tag" -f deploy/docker/worker.Dockerfile
