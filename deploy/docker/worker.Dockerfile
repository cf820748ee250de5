# A worker for the CPU or, with the jar of a CUDA profile, for NVIDIA GPUs. deploy/docker/build.sh makes the jar first, and then
# builds this from the project's directory.
ARG BASE=docker.io/library/debian:12-slim

FROM ${BASE} AS base
# jemalloc: without it the network takes up to 1.5 times as long. libgomp: PyTorch's threads.
RUN apt-get update && apt-get install -y --no-install-recommends openjdk-17-jre-headless libjemalloc2 libgomp1 \
    && rm -rf /var/lib/apt/lists/*

FROM base AS layers
COPY inference-worker/target/inference-worker-*-exec.jar /layers/application.jar
RUN cd /layers && java -Djarmode=tools -jar application.jar extract --layers --destination extracted

FROM base
# A file store is mounted at /data (LUNGBURDEN_ARTIFACTS_LOCATION=file:/data).
RUN useradd --system --uid 10001 --no-create-home lungburden \
    && mkdir -p /data /var/cache/lungburden /var/tmp/lungburden \
    && chown 10001 /data /var/cache/lungburden /var/tmp/lungburden
WORKDIR /app
COPY --from=layers /layers/extracted/dependencies/ ./
COPY --from=layers /layers/extracted/spring-boot-loader/ ./
COPY --from=layers /layers/extracted/snapshot-dependencies/ ./
COPY --from=layers /layers/extracted/application/ ./
COPY inference-worker/model/ ./model/
COPY deploy/docker/healthy.sh ./
# The worker unpacks PyTorch's libraries into the cache and studies into the work directory, so both must be writable. The root
# file system may be read-only.
ENV JAVA_TOOL_OPTIONS="-Xmx3g -XX:G1HeapRegionSize=4m -XX:+ExitOnOutOfMemoryError" \
    LD_PRELOAD=/usr/lib/x86_64-linux-gnu/libjemalloc.so.2 \
    MALLOC_CONF=thp:always,dirty_decay_ms:-1,muzzy_decay_ms:-1 \
    OPT_OUT_TRACKING=true \
    DJL_CACHE_DIR=/var/cache/lungburden \
    LUNGBURDEN_WORKER_WORK_DIRECTORY=/var/tmp/lungburden \
    LUNGBURDEN_MODEL=/app/model \
    SERVER_ADDRESS=0.0.0.0 SERVER_PORT=8081
VOLUME ["/var/cache/lungburden", "/var/tmp/lungburden"]
USER 10001
EXPOSE 8081
HEALTHCHECK --interval=10s --timeout=5s --start-period=120s CMD ["/bin/bash", "/app/healthy.sh", "8081"]
ENTRYPOINT ["java", "-jar", "/app/application.jar"]
