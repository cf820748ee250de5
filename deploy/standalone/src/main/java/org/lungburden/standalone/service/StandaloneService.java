package org.lungburden.standalone.service;

import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lungburden.SharedModelDefaults;
import org.lungburden.api.ApiDefaults;
import org.lungburden.lifecycle.DaemonThreads;
import org.lungburden.process.ServiceProcess;
import org.lungburden.worker.ProcessExit;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.PropertySource;

/** A running standalone service. Closing stops the application, then the database, and then releases the directory. */
public final class StandaloneService implements AutoCloseable {
    private final ConfigurableApplicationContext context;
    private final Resources resources;

    private StandaloneService(ConfigurableApplicationContext context, Resources resources) {
        this.context = context;
        this.resources = resources;
    }

    /**
     * Starts the service and returns when the service answers requests.
     *
     * @param directory is closed with the service, and when the start fails
     * @param port 0 for a free port
     * @param settings more properties, which win over the environment
     */
    public static StandaloneService start(DataDirectory directory, int port, Map<String, Object> settings)
            throws IOException {
        return start(directory, port, settings, null, opened -> {});
    }

    /**
     * @param exit called when only a new process can go on; with null this process ends with 75
     * @param opened receives the resources to close when the process must end during the start
     */
    public static StandaloneService start(
            DataDirectory directory,
            int port,
            Map<String, Object> settings,
            @Nullable ProcessExit exit,
            Consumer<AutoCloseable> opened)
            throws IOException {
        Resources resources = new Resources(directory);
        opened.accept(resources);
        try {
            EmbeddedDatabase.check(directory);
            SpringApplication application = new SpringApplication(StandaloneConfiguration.class);
            application.setWebApplicationType(WebApplicationType.SERVLET);
            application.setBannerMode(Banner.Mode.OFF);
            application.setRegisterShutdownHook(false);
            application.setDefaultProperties(properties(directory, port));
            // the database starts only now, because from here on its messages go to the log file
            application.addInitializers(
                    context -> context.getEnvironment().getPropertySources().addFirst(resources.startDatabase()));
            if (exit != null) {
                application.addInitializers(context -> context.getBeanFactory().registerSingleton("processExit", exit));
            }
            return new StandaloneService(application.run(arguments(settings)), resources);
        } catch (IOException | RuntimeException e) {
            resources.close();
            throw e;
        }
    }

    private static String[] arguments(Map<String, Object> settings) {
        return settings.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
    }

    private static Map<String, Object> properties(DataDirectory directory, int port) {
        Map<String, Object> properties = new HashMap<>(SharedModelDefaults.spring());
        properties.putAll(ApiDefaults.properties());
        properties.put("server.address", "127.0.0.1");
        properties.put("server.port", port);
        properties.put("lungburden.artifacts.location", "file:" + directory.artifacts());
        // A data directory always holds database and artifacts together, so adopting the artifacts is safe. In a
        // directory from before the store had a mark, all remaining files may stem from a crash.
        properties.put("lungburden.artifacts.adopt", "true");
        // one machine: who reads its results may also read its scans
        properties.put("lungburden.keep-study-date", "true");
        properties.put("lungburden.worker.work-directory", directory.work().toString());
        properties.put("logging.file.name", directory.log().toString());
        properties.put("logging.threshold.console", "OFF");
        return properties;
    }

    /** The address of the service. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + ServiceProcess.port(context));
    }

    @Override
    public void close() throws IOException {
        context.close();
        resources.close();
    }

    /** Resources that outlive the application. The first caller closes them, after the application. */
    private static final class Resources implements AutoCloseable {
        private final DataDirectory directory;
        private boolean closed;
        private @Nullable CompletableFuture<EmbeddedDatabase> starting;

        Resources(DataDirectory directory) {
            this.directory = directory;
        }

        synchronized PropertySource<?> startDatabase() {
            if (closed) {
                throw new IllegalStateException("the start was broken off");
            }
            starting = CompletableFuture.supplyAsync(
                    () -> EmbeddedDatabase.start(directory), start -> DaemonThreads.start("database-start", start));
            return new DatabaseProperties(starting);
        }

        /**
         * A second caller waits for the first, so that the process does not end in between. An interrupt ends no wait for
         * the database, whose server would otherwise be left behind.
         */
        @Override
        public synchronized void close() throws IOException {
            if (closed) {
                return;
            }
            closed = true;
            try (directory) {
                if (starting != null) {
                    starting.join().close();
                }
            } catch (CompletionException notStarted) {
                // the reader of the database properties reports this failure; there is no database to stop
            }
        }
    }
}
