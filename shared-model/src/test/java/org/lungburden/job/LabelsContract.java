package org.lungburden.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.LabelChanges.Label;

/** Labels of a job that change, and what a result tells of its scan. */
public abstract class LabelsContract extends JobStoreFixture {
    private static final LocalDate DAY = LocalDate.of(2026, 2, 27);
    private static final String RESULT = """
            {"study":{"format":"DICOM","acquiredOn":"%s"},"volumesMl":{"lung":4180.2,"pneumonia":370.4},
             "burdenPercent" : {"pneumonia": 8.861, "groundGlass": 7.9}, "regions":[{"pneumoniaPercent":99.0}]}""";

    private Job labeled() {
        return store().submit(new NewJob(
                UUID.randomUUID(),
                "local",
                UPLOAD,
                "ref",
                "subject",
                "batch",
                DAY,
                JobPriority.BATCH,
                StudyChoices.NONE,
                null));
    }

    private static LabelChanges to(Label label, @Nullable String value) {
        Map<Label, Optional<String>> values = new HashMap<>();
        values.put(label, Optional.ofNullable(value));
        return new LabelChanges(values);
    }

    private static List<@Nullable Object> labels(Job job) {
        List<@Nullable Object> labels = new java.util.ArrayList<>();
        labels.add(job.reference());
        labels.add(job.subject());
        labels.add(job.batch());
        labels.add(job.scan().acquiredOn());
        return labels;
    }

    @Test
    void eachLabelChangesAloneAndMakesANewVersion() {
        Job job = labeled();
        assertThat(labels(find(job.id()))).containsExactly("ref", "subject", "batch", DAY);
        Job changed = store().relabel("local", job.id(), ExpectedVersion.of(job.version()), to(Label.SUBJECT, "other"));
        assertThat(labels(changed)).containsExactly("ref", "other", "batch", DAY);
        assertThat(changed.version()).isEqualTo(job.version() + 1);
        store().relabel("local", job.id(), ExpectedVersion.ANY, to(Label.REFERENCE, null));
        store().relabel("local", job.id(), ExpectedVersion.ANY, to(Label.BATCH, "b2"));
        store().relabel("local", job.id(), ExpectedVersion.ANY, to(Label.ACQUIRED_ON, "2025-12-31"));
        assertThat(labels(find(job.id()))).containsExactly(null, "other", "b2", LocalDate.of(2025, 12, 31));
        store().relabel("local", job.id(), ExpectedVersion.ANY, to(Label.ACQUIRED_ON, null));
        assertThat(find(job.id()).scan().acquiredOn()).isNull();
    }

    @Test
    void allLabelsChangeAtOnce() {
        Job job = labeled();
        Map<Label, Optional<String>> all = Map.of(
                Label.REFERENCE, Optional.of("r"),
                Label.SUBJECT, Optional.empty(),
                Label.BATCH, Optional.of("b"),
                Label.ACQUIRED_ON, Optional.of("2024-02-29"));
        assertThat(labels(store().relabel("local", job.id(), ExpectedVersion.ANY, new LabelChanges(all))))
                .containsExactly("r", null, "b", LocalDate.of(2024, 2, 29));
    }

    @Test
    void othersAndOtherVersionsChangeNothing() {
        Job job = labeled();
        for (Map.Entry<String, ExpectedVersion> wrong : Map.of(
                        "another", ExpectedVersion.ANY, "local", new ExpectedVersion(Set.of(99L)))
                .entrySet()) {
            assertThatExceptionOfType(CodedException.class)
                    .isThrownBy(() -> store().relabel(wrong.getKey(), job.id(), wrong.getValue(), to(Label.BATCH, "b")))
                    .satisfies(refusal -> assertThat(refusal.code())
                            .isEqualTo(
                                    wrong.getKey().equals("local")
                                            ? ErrorCode.PRECONDITION_FAILED
                                            : ErrorCode.JOB_NOT_FOUND));
        }
        assertThat(find(job.id())).isEqualTo(job);
    }

    /** The day of the client counts before that of the header. */
    @Test
    void aResultTellsOfItsScan() {
        Job told = labeled();
        store().complete(claim(told.id()), RESULT.formatted("2026-02-20"), List.of());
        assertThat(find(told.id()).scan()).isEqualTo(new JobScan(DAY, 370.4, 8.861));
        Fence fence = claimed();
        store().complete(fence, RESULT.formatted("2024-02-29"), List.of());
        assertThat(find(fence.id()).scan()).isEqualTo(new JobScan(LocalDate.of(2024, 2, 29), 370.4, 8.861));
    }

    @ParameterizedTest
    @CsvSource({"1, 370.4", "2.5, 0", "0.001, 12345.678"})
    void numbersAreThoseOfTheResult(String percent, String ml) {
        Fence fence = claimed();
        String result = "{\"volumesMl\":{\"pneumonia\":" + ml + "},\"burdenPercent\":{\"pneumonia\":" + percent + "}}";
        store().complete(fence, result, List.of());
        assertThat(find(fence.id()).scan()).isEqualTo(new JobScan(null, Double.valueOf(ml), Double.valueOf(percent)));
    }
}
