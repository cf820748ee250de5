package org.lungburden.api.revisions;

import org.lungburden.job.revision.RevisionLimits;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Corrections of results. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RevisionLimits.class)
@Import({
    RevisionsController.class,
    AcceptanceController.class,
    ImageController.class,
    RevisionAnswers.class,
    SaveRevision.class,
    SaveOnce.class,
    BaseLabels.class
})
public class RevisionsConfiguration {}
