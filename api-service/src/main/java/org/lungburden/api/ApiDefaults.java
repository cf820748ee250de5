package org.lungburden.api;

import java.util.Map;

/** What the API needs of Spring's own settings, for the lowest-ranking property source of a main. */
public final class ApiDefaults {
    private static final Map<String, Object> PROPERTIES = Map.ofEntries(
            Map.entry("server.shutdown", "graceful"),
            // Uploads under way and the worker's lungburden.worker.stop-grace share it; with what the server and the
            // database take after it, the process ends within 30 s.
            Map.entry("spring.lifecycle.timeout-per-shutdown-phase", "18s"),
            // Above lungburden.upload.max-concurrent: an upload holds a thread, and polls must find one.
            Map.entry("server.tomcat.threads.max", "300"),
            Map.entry("server.tomcat.connection-timeout", "20s"),
            Map.entry("server.tomcat.keep-alive-timeout", "60s"),
            // The rest of a refused upload is read, or the client would see a broken connection in place of the
            // problem; the setting is an int of bytes.
            Map.entry("server.tomcat.max-swallow-size", "2047MB"),
            Map.entry("server.max-http-request-header-size", "16KB"),
            // Forms are read as they arrive; Spring would spool them first.
            Map.entry("spring.servlet.multipart.enabled", "false"),
            Map.entry("spring.web.error.whitelabel.enabled", "false"),
            Map.entry("management.endpoints.web.exposure.include", "health,prometheus"),
            Map.entry("management.endpoint.health.probes.enabled", "true"),
            Map.entry("management.endpoint.health.show-components", "always"),
            Map.entry("management.endpoint.health.group.liveness.include", "livenessState"),
            Map.entry("management.endpoint.health.group.readiness.include", "readinessState,db"),
            Map.entry("springdoc.swagger-ui.path", "/swagger-ui"),
            // openapi.yaml is the contract; nothing is generated.
            Map.entry("springdoc.api-docs.enabled", "false"),
            Map.entry("springdoc.swagger-ui.url", "/v3/api-docs"));

    private ApiDefaults() {}

    /** For {@code SpringApplication.setDefaultProperties}. */
    public static Map<String, Object> properties() {
        return PROPERTIES;
    }
}
