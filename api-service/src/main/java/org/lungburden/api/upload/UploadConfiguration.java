package org.lungburden.api.upload;

import org.lungburden.api.upload.body.PaceSettings;
import org.lungburden.api.upload.submit.SubmitConfiguration;
import org.lungburden.api.upload.submit.UploadSettings;
import org.lungburden.archive.ArchiveSettings;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Receiving studies, and what is said about them. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({UploadSettings.class, PaceSettings.class, ArchiveSettings.class})
@Import({
    UploadController.class,
    FormAdvice.class,
    LabelsController.class,
    SmallJson.class,
    UploadGate.class,
    UploadSlots.class,
    SubmitConfiguration.class
})
public class UploadConfiguration {}
