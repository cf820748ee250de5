package org.lungburden.api.watch;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Waiting for changes of jobs. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({WatchSettings.class, WaitingSettings.class})
@Import({JobWatch.class, WatchTimer.class})
public class WatchConfiguration {}
