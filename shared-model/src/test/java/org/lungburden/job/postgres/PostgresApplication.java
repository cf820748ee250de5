package org.lungburden.job.postgres;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.lungburden.SharedModelConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The shared configuration alone, as the services start it. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(SharedModelConfiguration.class)
class PostgresApplication {

    static ConfigurableApplicationContext start(PostgresExtension postgres, Path artifacts, Class<?>... more) {
        return start(postgres, artifacts, Map.of(), more);
    }

    static ConfigurableApplicationContext start(
            PostgresExtension postgres, Path artifacts, Map<String, Object> settings, Class<?>... more) {
        Map<String, Object> properties = new HashMap<>(postgres.properties());
        properties.put("lungburden.artifacts.location", "file:" + artifacts);
        properties.put("lungburden.retention.uploads", "7d");
        properties.putAll(settings);
        return new SpringApplicationBuilder(PostgresApplication.class)
                .sources(more)
                .web(WebApplicationType.NONE)
                .properties(properties)
                .run();
    }
}
