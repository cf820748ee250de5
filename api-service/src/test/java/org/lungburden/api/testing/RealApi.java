package org.lungburden.api.testing;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.lungburden.SharedModelConfiguration;
import org.lungburden.api.ApiConfiguration;
import org.lungburden.api.ApiDefaults;
import org.lungburden.job.postgres.PostgresExtension;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The API on a free port, over a real PostgreSQL and real files, as a main composes it. */
public final class RealApi {
    private RealApi() {}

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({SharedModelConfiguration.class, ApiConfiguration.class})
    static class Main {}

    /** @param settings win over the others */
    public static ConfigurableApplicationContext start(
            PostgresExtension postgres, Path folder, Map<String, ?> settings) {
        Map<String, Object> properties = new HashMap<>(postgres.properties());
        properties.putAll(ApiDefaults.properties());
        properties.put("lungburden.artifacts.location", "file:" + folder);
        properties.put("server.port", 0);
        properties.put("server.address", "127.0.0.1");
        properties.putAll(settings);
        SpringApplication application = new SpringApplication(Main.class);
        application.setDefaultProperties(properties);
        return application.run();
    }
}
