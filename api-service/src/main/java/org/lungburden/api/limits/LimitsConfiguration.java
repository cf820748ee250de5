package org.lungburden.api.limits;

import java.time.Clock;
import org.lungburden.usage.UsageLedger;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Limits of what one caller may use. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LimitSettings.class)
public class LimitsConfiguration {

    @Bean
    CallerUsage callerUsage(UsageLedger ledger, Clock clock) {
        return new CallerUsage(ledger, clock);
    }
}
