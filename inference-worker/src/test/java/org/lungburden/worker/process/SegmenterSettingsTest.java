package org.lungburden.worker.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lungburden.error.InvalidSettingException;
import org.lungburden.inference.Placement;
import org.lungburden.inference.Precision;
import org.lungburden.report.pdf.Disclosure;
import org.lungburden.worker.WorkerFixture;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.unit.DataSize;

class SegmenterSettingsTest {
    private static SegmenterSettings bind(Map<String, String> values) {
        return WorkerFixture.bind("lungburden", SegmenterSettings.class, values);
    }

    @Test
    void defaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(new SegmenterSettings(
                        Path.of("inference-worker/model"),
                        "network",
                        0,
                        "auto",
                        Precision.AUTO,
                        DataSize.ofBytes(0),
                        true));
        assertThat(bind(Map.of()).placement().threads()).isBetween(1, 8);
    }

    @Test
    void everyKeyIsRead() {
        SegmenterSettings settings = bind(Map.of(
                "lungburden.model", "/m",
                "lungburden.segmenter", "none",
                "lungburden.threads", "3",
                "lungburden.device", "cuda:1",
                "lungburden.precision", "float16",
                "lungburden.gpu-memory", "2GB",
                "lungburden.check-memory", "false"));
        assertThat(settings.model()).isEqualTo(Path.of("/m"));
        assertThat(settings.segmenter()).isEqualTo("none");
        assertThat(settings.checkMemory()).isFalse();
        assertThat(settings.placement()).isEqualTo(new Placement("cuda:1", Precision.FLOAT16, 2L << 30, 3));
    }

    @Test
    void precisionThatDoesNotExistIsRefused() {
        assertThatThrownBy(() -> bind(Map.of("lungburden.precision", "float8"))).isInstanceOf(BindException.class);
    }

    /** As a worker starts: the sentence is all that its user sees. */
    @ParameterizedTest
    @CsvSource({
        "lungburden.device=cuda:7,LUNGBURDEN_DEVICE",
        "lungburden.precision=float16,LUNGBURDEN_PRECISION",
    })
    void placementThatIsNotPossibleHereNamesItsSetting(String property, String named) {
        new ApplicationContextRunner()
                .withUserConfiguration(SegmenterConfiguration.class)
                .withPropertyValues("lungburden.model=model", property)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .satisfies(cause -> assertThat(cause)
                                .isInstanceOf(InvalidSettingException.class)
                                .hasMessageContaining(named)));
    }

    /** A model is code, so what others may write does not run. */
    @Test
    void aModelThatOthersMayWriteIsRefused(@TempDir Path folder) throws IOException {
        Path model = Files.createDirectory(folder.resolve("model"));
        for (String name : new String[] {"manifest.json", "model.pt", "model-half.pt"}) {
            Files.copy(Path.of("model", name), model.resolve(name));
        }
        Files.setPosixFilePermissions(model.resolve("model.pt"), PosixFilePermissions.fromString("rw-rw-rw-"));
        refused(model, "every user may write", "lungburden.threads=1");
    }

    @Test
    void weightsThatAreNotThePinnedOnesAreRefused() {
        refused(Path.of("model"), "lungburden.model.sha256 allows", "lungburden.model.sha256=" + "0".repeat(64));
    }

    private static void refused(Path model, String why, String setting) {
        new ApplicationContextRunner()
                .withUserConfiguration(SegmenterConfiguration.class)
                .withPropertyValues("lungburden.model=" + model, setting)
                .run(context -> assertThat(context).getFailure().hasStackTraceContaining(why));
    }

    /** What may tell who the patient is stays out of the report until the settings ask for it. */
    @Test
    void theReportTellsNothingUnlessAsked() {
        ApplicationContextRunner runner = new ApplicationContextRunner()
                .withUserConfiguration(SegmenterConfiguration.class)
                .withBean(Clock.class, Clock::systemUTC)
                .withPropertyValues("lungburden.segmenter=none");
        runner.run(context -> assertThat(context).getBean(Disclosure.class).isEqualTo(Disclosure.NONE));
        runner.withPropertyValues("lungburden.keep-study-date=true")
                .run(context -> assertThat(context).getBean(Disclosure.class).isEqualTo(new Disclosure(true, false)));
        runner.withPropertyValues("lungburden.report.identity=true")
                .run(context -> assertThat(context).getBean(Disclosure.class).isEqualTo(new Disclosure(false, true)));
        runner.withPropertyValues("lungburden.report.identity=perhaps")
                .run(context -> assertThat(context).getFailure().hasStackTraceContaining("lungburden.report.identity"));
    }

    @Test
    void deviceOfAnotherKindIsRefused() {
        new ApplicationContextRunner()
                .withUserConfiguration(SegmenterConfiguration.class)
                .withPropertyValues("lungburden.device=tpu")
                .run(context ->
                        assertThat(context).getFailure().hasStackTraceContaining("must be auto, cpu or cuda:N"));
    }
}
