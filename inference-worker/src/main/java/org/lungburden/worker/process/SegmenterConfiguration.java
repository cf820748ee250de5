package org.lungburden.worker.process;

import java.io.IOException;
import java.net.URL;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.lungburden.archive.ArchiveSettings;
import org.lungburden.error.InvalidSettingException;
import org.lungburden.folder.TrustedFolder;
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
    ModelPin.class,
    ArchiveSettings.class,
    ReportSettings.class,
    StudyDateSettings.class
})
public class SegmenterConfiguration {
    private static final String SLEEP = "sleep:";

    @Bean
    Segmenter segmenter(SegmenterSettings settings, ModelPin pin) {
        String name = settings.segmenter();
        if (name.startsWith(SLEEP)) {
            return BoxSegmenter.after(DurationStyle.detectAndParse(name.substring(SLEEP.length())));
        }
        return switch (name) {
            case "phantom" -> new PhantomSegmenter();
            case "none" -> BoxSegmenter.atOnce();
            default -> network(settings, pin);
        };
    }

    /** The jar or the folder of classes that runs. */
    private static Path program() {
        try {
            URL code = SegmenterConfiguration.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation();
            String file = code.getPath().replaceFirst("^(?:nested:|file:)+", "").replaceFirst("/?!.*", "");
            return Path.of(URLDecoder.decode(file, StandardCharsets.UTF_8));
        } catch (RuntimeException unknown) {
            return Path.of("/");
        }
    }

    private static Segmenter network(SegmenterSettings settings, ModelPin pin) {
        try {
            Optional<String> fault = TrustedFolder.fault(settings.model(), program());
            if (fault.isPresent()) {
                throw new InvalidSettingException(
                        "lungburden.model (LUNGBURDEN_MODEL) names code that this process runs,"
                                + " so nobody else may write it, but " + fault.get()
                                + "; take the permission away, or copy the"
                                + " model to a folder of your own");
            }
            return TorchSegmenter.load(settings.model(), pin.sha256(), settings.placement());
        } catch (IOException e) {
            throw new InvalidSettingException(
                    "lungburden.model (LUNGBURDEN_MODEL): no readable model in " + settings.model(), e);
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
