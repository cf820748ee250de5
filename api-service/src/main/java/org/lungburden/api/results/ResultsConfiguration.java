package org.lungburden.api.results;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Reading results and files. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DownloadSettings.class)
@Import({
    ResultController.class,
    ArtifactController.class,
    RevisionResultsController.class,
    Downloads.class,
    DownloadSlots.class,
    FileAnswers.class,
    ResultAnswers.class,
    ReadResults.class,
    ReadRevisions.class
})
public class ResultsConfiguration {}
