package org.lungburden.worker.process;

import java.util.Map;
import org.lungburden.SharedModelConfiguration;
import org.lungburden.process.ServiceProcess;
import org.lungburden.process.StartFailedException;
import org.lungburden.worker.ProcessExit;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

/**
 * A worker in a separate process; several may run. Its port serves only health and metrics. Ready means that the
 * network is loaded and warm and the database has its schema.
 */
public final class WorkerProcess {
    private static final Map<String, Object> DEFAULTS = Map.ofEntries(
            Map.entry("server.port", "0"),
            Map.entry("server.tomcat.threads.max", "4"),
            Map.entry("lungburden.schema.migrate", "false"),
            // The attempt, its watch and a claim; a database serves hundreds of workers.
            Map.entry("spring.datasource.hikari.maximum-pool-size", "3"),
            Map.entry("spring.datasource.hikari.minimum-idle", "1"),
            Map.entry("spring.datasource.hikari.idle-timeout", "60000"),
            Map.entry("lungburden.worker.exit-without-memory", "true"),
            // lungburden.schema.timeout bounds the wait for the database.
            Map.entry("spring.flyway.connect-retries", "0"),
            Map.entry("spring.lifecycle.timeout-per-shutdown-phase", "18s"),
            Map.entry("spring.web.error.whitelabel.enabled", "false"),
            Map.entry("spring.web.resources.add-mappings", "false"),
            Map.entry("springdoc.api-docs.enabled", "false"),
            Map.entry("springdoc.swagger-ui.enabled", "false"),
            Map.entry("management.endpoints.web.exposure.include", "health,prometheus"),
            Map.entry("management.endpoint.health.probes.enabled", "true"),
            Map.entry("management.endpoint.health.show-components", "always"),
            Map.entry("management.endpoint.health.group.liveness.include", "livenessState"),
            Map.entry("management.endpoint.health.group.readiness.include", "readinessState,db"));

    private WorkerProcess() {}

    /**
     * The beans of the process. The standalone form has Spring Security on its class path, which would lock the worker's
     * port with a password that nobody knows.
     */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(
            excludeName = {
                "org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration",
                "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration",
                "org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration",
                "org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration",
                "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration"
            })
    @Import({SharedModelConfiguration.class, SegmenterConfiguration.class, WorkerConfiguration.class})
    static class Composition {
        /**
         * Halts at once, because nothing here needs an orderly end. Closing would wait for the work that does not
         * return, and then free the network while the work still uses it.
         */
        @Bean
        @Primary
        ProcessExit halt() {
            return (status, why) -> Runtime.getRuntime().halt(status);
        }
    }

    /**
     * @param arguments {@code --key=value} settings, which win over all others
     * @throws StartFailedException with the exit code for the reason
     */
    public static ConfigurableApplicationContext start(String... arguments) throws StartFailedException {
        return ServiceProcess.start(Composition.class, DEFAULTS, arguments);
    }

    /** The address of a started worker's health. */
    public static String healthUrl(ConfigurableApplicationContext context) {
        return ServiceProcess.url(context) + "/actuator/health";
    }

    /** The executable jar's main; {@code ./lungburden worker} does the same. */
    public static void main(String[] arguments) {
        ServiceProcess.run(
                arguments,
                WorkerProcess::start,
                context -> "LungBurden worker is ready, health at " + healthUrl(context));
    }
}
