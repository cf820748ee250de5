package org.lungburden.api.results;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Reading results and files. */
@Configuration(proxyBeanMethods = false)
@Import({ResultController.class, ArtifactController.class, Downloads.class, ReadResults.class})
public class ResultsConfiguration {}
