package org.lungburden.api.access;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How keys are checked.
 *
 * @param recheck longest time for which a revoked key still works
 * @param processKey a key that only this process knows, with every scope, for the owner {@code local}; null for none
 */
@ConfigurationProperties("lungburden.keys")
public record KeySettings(
        @DefaultValue("5s") Duration recheck, @Nullable String processKey) {
    public KeySettings {
        if (recheck.isNegative()) {
            throw new IllegalArgumentException("lungburden.keys.recheck must not be negative");
        }
    }

    /** The settings hold a secret. */
    @Override
    public String toString() {
        return "KeySettings[recheck=" + recheck + "]";
    }
}
