package org.lungburden.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which subjects and scans any job store knows. */
public abstract class SubjectsContract extends JobStoreFixture {
    private static final String RESULT = "{\"schemaVersion\":\"2.0\",\"n\":%d}";

    private Job submit(String owner, String subject) {
        return store().submit(new NewJob(UUID.randomUUID(), owner, UPLOAD, null, subject, null, StudyChoices.NONE));
    }

    private List<String> names(@Nullable String after, int limit) {
        return subjects().subjects("local", after, limit).stream()
                .map(Subjects.Listed::subject)
                .toList();
    }

    private Subjects subjects() {
        return harness().subjects();
    }

    @Test
    void eachSubjectIsListedOnceInTheOrderOfNames() {
        submit("local", "c");
        submit("local", "a");
        Job newest = submit("local", "a");
        submit("local", "b");
        submit("another", "d");
        submit();
        assertThat(names(null, 10)).containsExactly("a", "b", "c");
        assertThat(names("a", 1)).containsExactly("b");
        assertThat(names("b", 10)).containsExactly("c");
        assertThat(names("c", 10)).isEmpty();
        assertThat(subjects().subjects("local", null, 1))
                .containsExactly(new Subjects.Listed("a", 2, newest.createdAt()));
        store().delete("local", newest.id());
        assertThat(subjects().subjects("local", null, 1).get(0).jobs()).isEqualTo(1);
    }

    @Test
    void scansAreTheJobsThatSucceededNewestFirst() {
        Job first = submit("local", "a");
        Job second = submit("local", "a");
        submit("local", "a");
        Job other = submit("local", "b");
        Job foreign = submit("another", "a");
        for (Job job : List.of(first, second, other, foreign)) {
            store().complete(claim(job.id()), RESULT.formatted(1), List.of());
        }
        assertThat(subjects().scans("local", "a", 10))
                .extracting(member -> member.job().id())
                .containsExactly(second.id(), first.id());
        assertThat(subjects().scans("local", "a", 1))
                .singleElement()
                .satisfies(member -> assertThat(member.result())
                        .isEqualTo("{\"revision\":0," + RESULT.formatted(1).substring(1)));
        assertThat(subjects().scans("local", "none", 10)).isEmpty();
    }
}
