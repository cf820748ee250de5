package org.lungburden.process;

import java.util.List;
import java.util.Locale;
import org.lungburden.error.InvalidSettingException;
import org.springframework.core.env.PropertyResolver;

/** Refuses secrets that everybody knows because an example names them. */
final class PlaceholderSecrets {
    private static final List<String> KEYS = List.of(
            "spring.datasource.password",
            "spring.flyway.password",
            "lungburden.amqp.password",
            "lungburden.artifacts.s3.secret-key");

    private PlaceholderSecrets() {}

    /** @throws InvalidSettingException that names the setting, never its value */
    static void check(PropertyResolver settings) {
        for (String key : KEYS) {
            String value = settings.getProperty(key, "").toLowerCase(Locale.ROOT);
            if (value.equals("change-me") || value.equals("changeme")) {
                throw new InvalidSettingException(
                        key + " is the placeholder of an example, which everybody knows; set a secret of your own");
            }
        }
    }
}
