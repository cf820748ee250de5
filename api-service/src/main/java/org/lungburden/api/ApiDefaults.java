package org.lungburden.api;

import java.util.Map;

/**
 * Spring's own settings that the API needs; a main passes them as default properties, which every other source
 * overrides.
 */
public final class ApiDefaults {
    private static final Map<String, Object> PROPERTIES = Map.ofEntries(
            Map.entry("server.shutdown", "graceful"),
            // the older name of the setting
            Map.entry("lungburden.sweep.upload-retention", "${lungburden.retention.uploads:7d}"),
            // At INFO the server logs requests that it cannot read, with their query.
            Map.entry("logging.level.org.apache.coyote", "WARN"),
            Map.entry("logging.level.org.apache.tomcat.util.http", "WARN"),
            // This time covers running uploads and the worker's lungburden.worker.stop-grace. The server and the
            // database stop after that, and the process ends within 30 s.
            Map.entry("spring.lifecycle.timeout-per-shutdown-phase", "18s"),
            // More than uploads and clients that read slowly hold together (api.door), since polls need threads too.
            Map.entry("server.tomcat.threads.max", "400"),
            // Each may hold some 60 KB of buffers, and the heap has 512 MB.
            Map.entry("server.tomcat.max-connections", "3000"),
            Map.entry("server.tomcat.connection-timeout", "20s"),
            Map.entry("server.tomcat.keep-alive-timeout", "60s"),
            // A net below api.door, which closes the connection in place of reading on.
            Map.entry("server.tomcat.max-swallow-size", "1MB"),
            // for the metric of busy threads
            Map.entry("server.tomcat.mbeanregistry.enabled", "true"),
            Map.entry("server.max-http-request-header-size", "16KB"),
            // The API reads forms as they arrive; Spring would first write them to disk.
            Map.entry("spring.servlet.multipart.enabled", "false"),
            // Spring would read forms of DELETE and PATCH into memory, however long they are.
            Map.entry("spring.mvc.formcontent.filter.enabled", "false"),
            Map.entry("spring.web.error.whitelabel.enabled", "false"),
            // api.page serves the page's files, and these alone
            Map.entry("spring.web.resources.add-mappings", "false"),
            // Some thirty series about Spring's own filters, of which http_server_requests already tells what matters.
            Map.entry("management.observations.enable.spring.security", "false"),
            Map.entry("management.endpoints.web.exposure.include", "health,prometheus"),
            Map.entry("management.endpoint.health.probes.enabled", "true"),
            Map.entry("management.endpoint.health.show-components", "always"),
            Map.entry("management.endpoint.health.group.liveness.include", "livenessState"),
            Map.entry("management.endpoint.health.group.readiness.include", "readinessState,db"),
            Map.entry("springdoc.swagger-ui.path", "/swagger-ui"),
            // openapi.yaml is the contract, so springdoc must not generate another.
            Map.entry("springdoc.api-docs.enabled", "false"),
            Map.entry("springdoc.swagger-ui.url", "/v3/api-docs"));

    private ApiDefaults() {}

    /** The properties for {@code SpringApplication.setDefaultProperties}. */
    public static Map<String, Object> properties() {
        return PROPERTIES;
    }
}
