package org.lungburden.process;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lungburden.SharedModelDefaults;
import org.lungburden.error.InvalidSettingException;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;

/** Starts one process of the distributed form, whose database, broker and store run elsewhere. */
public final class ServiceProcess {
    private static final Map<String, String> REQUIRED = Map.of(
            "spring.datasource.url", "SPRING_DATASOURCE_URL",
            "lungburden.amqp.uri", "LUNGBURDEN_AMQP_URI",
            "lungburden.artifacts.location", "LUNGBURDEN_ARTIFACTS_LOCATION");
    private static final Map<String, Object> DEFAULTS = Map.ofEntries(
            Map.entry("lungburden.queue", "rabbit"),
            Map.entry("server.address", "127.0.0.1"),
            // The process waits for a database that starts at the same time.
            Map.entry("spring.flyway.connect-retries", "12"),
            Map.entry("spring.flyway.connect-retries-interval", "5s"),
            Map.entry("logging.level.root", "WARN"),
            Map.entry("logging.level.org.lungburden", "INFO"),
            Map.entry("logging.level.org.springdoc.core.events", "ERROR"),
            Map.entry("logging.level.org.flywaydb.core.internal.jdbc", "ERROR"),
            // The process reports a failed start in one sentence, in place of Spring's fifty lines.
            Map.entry("logging.level.org.springframework.boot.SpringApplication", "OFF"),
            Map.entry("logging.level.org.springframework.boot.diagnostics", "OFF"),
            Map.entry("logging.level.org.springframework.boot.web.server.servlet.context", "ERROR"));

    private ServiceProcess() {}

    /**
     * Starts the process and returns when it is ready.
     *
     * @param defaults apply only where no other source has the setting
     * @param arguments {@code --key=value}, which override all other sources
     * @throws StartFailedException when a setting is missing or the start fails
     */
    public static ConfigurableApplicationContext start(
            Class<?> configuration, Map<String, Object> defaults, String... arguments) throws StartFailedException {
        return start(configuration, defaults, settings -> {}, arguments);
    }

    /**
     * As the other method.
     *
     * @param check looks at the settings before anything is reached, and may throw an {@link InvalidSettingException}
     */
    public static ConfigurableApplicationContext start(
            Class<?> configuration, Map<String, Object> defaults, Consumer<Environment> check, String... arguments)
            throws StartFailedException {
        Map<String, Object> properties = new HashMap<>(SharedModelDefaults.spring());
        properties.putAll(DEFAULTS);
        properties.putAll(defaults);
        properties.putAll(LogFormat.properties(System.getenv(LogFormat.VARIABLE)));
        SpringApplication application = new SpringApplication(configuration);
        application.setWebApplicationType(WebApplicationType.SERVLET);
        application.setBannerMode(Banner.Mode.OFF);
        application.setRegisterShutdownHook(false);
        application.setDefaultProperties(properties);
        application.addInitializers(context -> requireSettings(context.getEnvironment()));
        application.addInitializers(context -> check.accept(context.getEnvironment()));
        application.addInitializers(context -> PlaceholderSecrets.check(context.getEnvironment()));
        application.addInitializers(context -> DatabaseLogin.check(context.getEnvironment()));
        AtomicReference<@Nullable String> managementPort = new AtomicReference<>();
        application.addInitializers(
                context -> managementPort.set(context.getEnvironment().getProperty("management.server.port")));
        try {
            return application.run(arguments);
        } catch (RuntimeException e) {
            throw StartFaults.of(e, managementPort.get());
        }
    }

    /** The port on which a started process listens. */
    public static int port(ApplicationContext context) {
        return Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer(), "web server")
                .getPort();
    }

    /** Where a started process listens. */
    public static String url(ApplicationContext context) {
        return url(context, Integer.toString(port(context)));
    }

    /** The same address with another port of the process. */
    public static String url(ApplicationContext context, String port) {
        return "http://" + context.getEnvironment().getProperty("server.address") + ":" + port;
    }

    /** A main: starts the process, prints one line on standard output, and stops in order on request. */
    public static void run(
            String[] arguments, Starter starter, Function<ConfigurableApplicationContext, String> readyLine) {
        MemoryEnd.restarts();
        try {
            ConfigurableApplicationContext context = starter.start(arguments);
            Runtime.getRuntime().addShutdownHook(new Thread(context::close, "shutdown"));
            System.out.println(readyLine.apply(context));
        } catch (StartFailedException e) {
            System.err.println("lungburden: " + e.getMessage());
            System.exit(e.exitCode());
        }
    }

    /** Starts a process of one kind. */
    @FunctionalInterface
    public interface Starter {
        ConfigurableApplicationContext start(String... arguments) throws StartFailedException;
    }

    private static void requireSettings(ConfigurableEnvironment environment) {
        for (Map.Entry<String, String> required : new TreeMap<>(REQUIRED).entrySet()) {
            String value = environment.getProperty(required.getKey());
            if (value == null || value.isBlank()) {
                throw new InvalidSettingException("the setting " + required.getValue()
                        + " is missing; docs/configuration.md explains the setting");
            }
        }
    }
}
