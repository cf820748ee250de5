package org.lungburden.api.watch;

import org.lungburden.job.JobChanges;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Waiting for jobs. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WatchSettings.class)
public class WatchConfiguration {

    @Bean
    JobWatch jobWatch(JobChanges changes, WatchSettings settings) {
        return new JobWatch(changes, settings);
    }

    @Bean
    WatchTimer watchTimer() {
        return new WatchTimer();
    }
}
