package org.lungburden.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lungburden.job.upkeep.RetentionSettings;

class RetentionSettingsTest {
    private static final Instant ENDED = Instant.parse("2026-03-01T00:00:00Z");

    private static RetentionSettings kept(@Nullable Duration results, @Nullable Duration audit) {
        return new RetentionSettings(Duration.ofDays(7), results, audit, Duration.ofMinutes(10));
    }

    @Test
    void withoutATimeResultsAreKept() {
        assertThat(kept(null, null).expiry(ENDED, null)).isEqualTo(JobExpiry.NEVER);
    }

    @Test
    void aJobTellsWhenItWillExpireOrDid() {
        RetentionSettings settings = kept(Duration.ofDays(1), null);
        assertThat(settings.expiry(ENDED, null)).isEqualTo(new JobExpiry(ENDED.plusSeconds(86_400), false));
        assertThat(settings.expiry(null, null)).isEqualTo(JobExpiry.NEVER);
        Instant late = ENDED.plusSeconds(90_000);
        assertThat(kept(null, null).expiry(ENDED, late)).isEqualTo(new JobExpiry(late, true));
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> kept(Duration.ZERO, null)).hasMessageContaining("results must be positive");
        assertThatThrownBy(() -> kept(null, Duration.ofDays(29))).hasMessageContaining("audit must be at least 30d");
    }
}
