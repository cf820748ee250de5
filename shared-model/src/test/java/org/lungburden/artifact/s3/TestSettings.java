package org.lungburden.artifact.s3;

import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Settings as Spring binds them. */
public final class TestSettings {
    private TestSettings() {}

    public static S3Settings of(Map<String, ?> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("lungburden.artifacts.s3", S3Settings.class);
    }
}
