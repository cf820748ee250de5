package org.lungburden.worker.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
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
