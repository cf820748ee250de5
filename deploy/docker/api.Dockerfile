# The API. deploy/docker/build.sh makes the jar first, and then builds this from the project's directory.
ARG BASE=docker.io/library/debian:12-slim

FROM ${BASE} AS base
RUN apt-get update && apt-get install -y --no-install-recommends openjdk-17-jre-headless \
    && rm -rf /var/lib/apt/lists/*

FROM base AS layers
COPY api-service/target/api-service-*-exec.jar /layers/application.jar
RUN cd /layers && java -Djarmode=tools -jar application.jar extract --layers --destination extracted

FROM base
# A file store is mounted at /data (LUNGBURDEN_ARTIFACTS_LOCATION=file:/data).
RUN useradd --system --uid 10001 --no-create-home lungburden \
    && mkdir /data && chown 10001 /data
WORKDIR /app
# The layers that change least come first, so that an update transfers little data.
COPY --from=layers /layers/extracted/dependencies/ ./
COPY --from=layers /layers/extracted/spring-boot-loader/ ./
COPY --from=layers /layers/extracted/snapshot-dependencies/ ./
COPY --from=layers /layers/extracted/application/ ./
COPY deploy/docker/healthy.sh ./
# Parts of uploads lie in /tmp on their way to S3, so /tmp needs enough space. The root file system may be read-only.
ENV JAVA_TOOL_OPTIONS="-Xmx512m -XX:+ExitOnOutOfMemoryError" \
    SERVER_ADDRESS=0.0.0.0 SERVER_PORT=8080 MANAGEMENT_SERVER_PORT=8081
USER 10001
EXPOSE 8080 8081
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["/bin/bash", "/app/healthy.sh", "8081"]
ENTRYPOINT ["java", "-jar", "/app/application.jar"]
