package org.lungburden.api.upload;

import org.lungburden.archive.ArchiveLimits;
import org.lungburden.artifact.ArtifactStore;
import org.lungburden.job.JobStore;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The way in. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(UploadSettings.class)
@Import(UploadController.class)
public class UploadConfiguration {

    @Bean
    UploadGate uploadGate(UploadSettings settings) {
        return new UploadGate(settings);
    }

    @Bean
    SubmitStudy submitStudy(ArtifactStore artifacts, JobStore jobs, UploadSettings settings) {
        ZipCheck zipCheck = new ZipCheck(ArchiveLimits.defaults());
        return new SubmitStudy(artifacts, jobs, zipCheck, settings, new Discards(artifacts, jobs));
    }
}
