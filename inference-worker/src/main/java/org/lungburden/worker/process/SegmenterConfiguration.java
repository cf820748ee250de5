package org.lungburden.worker.process;

import java.time.Clock;
import org.lungburden.archive.ArchiveSettings;
import org.lungburden.error.InvalidSettingException;
import org.lungburden.inference.InvalidModelException;
import org.lungburden.inference.TorchSegmenter;
import org.lungburden.phantom.BoxSegmenter;
import org.lungburden.phantom.PhantomSegmenter;
import org.lungburden.pipeline.Segmenter;
import org.lungburden.pipeline.StudyPipeline;
import org.lungburden.pipeline.StudyProcessor;
import org.lungburden.report.pdf.Disclosure;
import org.lungburden.study.MemoryCheck;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The segmenter that the settings name, and the pipeline around it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
    SegmenterSettings.class,
    ArchiveSettings.class,
    ReportSettings.class,
    StudyDateSettings.class
})
public class SegmenterConfiguration {
    private static final String SLEEP = "sleep:";

    @Bean
    Segmenter segmenter(SegmenterSettings settings) {
        String name = settings.segmenter();
        if (name.startsWith(SLEEP)) {
            return BoxSegmenter.after(DurationStyle.detectAndParse(name.substring(SLEEP.length())));
        }
        return switch (name) {
            case "phantom" -> new PhantomSegmenter();
            case "none" -> BoxSegmenter.atOnce();
            default -> network(settings);
        };
    }

    private static Segmenter network(SegmenterSettings settings) {
        try {
            return TorchSegmenter.load(settings.model(), settings.placement());
        } catch (InvalidModelException e) {
            throw new InvalidSettingException("lungburden.model (LUNGBURDEN_MODEL): " + e.getMessage(), e);
        }
    }

    @Bean
    StudyProcessor studyProcessor(
            Segmenter segmenter,
            SegmenterSettings settings,
            ArchiveSettings archives,
            Disclosure disclosure,
            Clock clock) {
        StudyPipeline pipeline = settings.checkMemory()
                ? new StudyPipeline(segmenter, archives.limits(), clock)
                : new StudyPipeline(segmenter, archives.limits(), MemoryCheck.NONE, clock);
        return pipeline.disclosing(disclosure);
    }

    @Bean
    Disclosure disclosure(ReportSettings report, StudyDateSettings dates) {
        return new Disclosure(dates.keepStudyDate(), report.identity());
    }
}
