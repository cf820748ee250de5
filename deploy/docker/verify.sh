#!/bin/sh
# Builds both images with buildah on a base of Debian packages, and runs a job in them. Needs root on Debian 12 and some minutes,
# but neither a container engine nor an image registry.
set -eu
home=$(cd "$(dirname "$0")/../.." && pwd -P)
cd "$home"
. deploy/launcher/packages.sh
# shellcheck disable=SC2086,SC2154 # each package is one word; packages.sh sets the name
need_packages "the test of the images" $cluster_packages buildah mmdebstrap maven || exit 2

base=docker.io/library/debian:12-slim
if ! buildah inspect --type image "$base" >/dev/null 2>&1; then
    mmdebstrap --quiet --variant=minbase --include=ca-certificates bookworm target/base.tar
    container=$(buildah from scratch)
    buildah add -q "$container" target/base.tar / >/dev/null
    buildah commit -q --format docker "$container" "$base" >/dev/null
    buildah rm "$container" >/dev/null
    rm target/base.tar
fi
TOOL=buildah deploy/docker/build.sh
PYTHONPATH=deploy exec /usr/bin/python3 deploy/docker/verify.py
