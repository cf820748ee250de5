package org.lungburden.api.results;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Reading results and files. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DownloadSettings.class)
@Import({ResultController.class, ArtifactController.class, Downloads.class, DownloadSlots.class, ReadResults.class})
public class ResultsConfiguration {}
