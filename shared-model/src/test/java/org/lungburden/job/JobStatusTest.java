package org.lungburden.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class JobStatusTest {
    @Test
    void theDiagramOfTheArchitectureShowsThese() throws IOException {
        Pattern arrow = Pattern.compile("^ *([A-Z]+) --> ([A-Z]+):.*$");
        List<String> drawn = Files.readAllLines(Path.of("../ARCHITECTURE.md")).stream()
                .map(arrow::matcher)
                .filter(Matcher::matches)
                .map(match -> match.group(1) + ">" + match.group(2))
                .toList();
        assertThat(drawn).containsExactlyInAnyOrderElementsOf(allowed());
    }

    @Test
    void transitionsAreThoseOfTheDesign() {
        assertThat(allowed())
                .containsExactlyInAnyOrder(
                        "QUEUED>RUNNING",
                        "QUEUED>CANCELLED",
                        "QUEUED>FAILED",
                        "RUNNING>SUCCEEDED",
                        "RUNNING>FAILED",
                        "RUNNING>CANCELLED",
                        "RUNNING>QUEUED",
                        "FAILED>QUEUED",
                        "CANCELLED>QUEUED");
    }

    private static List<String> allowed() {
        List<String> allowed = new ArrayList<>();
        for (JobStatus from : JobStatus.known()) {
            for (JobStatus to : JobStatus.known()) {
                if (from.canBecome(to)) {
                    allowed.add(from + ">" + to);
                }
            }
        }
        return allowed;
    }
}
