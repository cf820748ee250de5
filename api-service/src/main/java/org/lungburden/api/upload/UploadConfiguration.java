package org.lungburden.api.upload;

import io.micrometer.core.instrument.MeterRegistry;
import org.lungburden.api.upload.submit.DiscardedUploads;
import org.lungburden.api.upload.submit.KeyKeeper;
import org.lungburden.api.upload.submit.RepeatedStudy;
import org.lungburden.api.upload.submit.SubmitOnce;
import org.lungburden.api.upload.submit.SubmitStudy;
import org.lungburden.api.upload.submit.UploadSettings;
import org.lungburden.api.upload.submit.ZipCheck;
import org.lungburden.archive.ArchiveSettings;
import org.lungburden.artifact.ArtifactStore;
import org.lungburden.job.IdempotencyKeys;
import org.lungburden.job.IdempotencySettings;
import org.lungburden.job.JobStore;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The way in. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({UploadSettings.class, ArchiveSettings.class})
@Import({UploadController.class, FormAdvice.class})
public class UploadConfiguration {

    @Bean
    UploadGate uploadGate(UploadSettings settings) {
        return new UploadGate(settings);
    }

    @Bean
    UploadSlots uploadSlots(UploadSettings settings, MeterRegistry registry) {
        UploadSlots slots = new UploadSlots(settings);
        registry.gauge("lungburden.uploads.running", slots, UploadSlots::taken);
        return slots;
    }

    @Bean
    KeyKeeper keyKeeper(IdempotencyKeys keys, IdempotencySettings settings) {
        return new KeyKeeper(keys, settings.renewal());
    }

    @Bean
    SubmitStudy submitStudy(ArtifactStore artifacts, JobStore jobs, UploadSettings settings, ArchiveSettings archives) {
        ZipCheck zipCheck = new ZipCheck(archives.limits());
        return new SubmitStudy(artifacts, jobs, zipCheck, settings, new DiscardedUploads(artifacts, jobs));
    }

    @Bean
    SubmitOnce submitOnce(
            SubmitStudy submitStudy, IdempotencyKeys keys, KeyKeeper keeper, JobStore jobs, UploadSettings settings) {
        return new SubmitOnce(submitStudy, new RepeatedStudy(settings), keys, keeper, jobs);
    }
}
