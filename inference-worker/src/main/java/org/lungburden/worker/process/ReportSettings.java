package org.lungburden.worker.process;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the report tells about the patient.
 *
 * @param identity whether it tells the patient's name, ID and date of birth
 */
@ConfigurationProperties("lungburden.report")
record ReportSettings(@DefaultValue("false") boolean identity) {}
