package org.lungburden.worker.process;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whether the report tells when a scan was made.
 *
 * @param keepStudyDate a date may tell who the patient is
 */
@ConfigurationProperties("lungburden")
record StudyDateSettings(@DefaultValue("false") boolean keepStudyDate) {}
