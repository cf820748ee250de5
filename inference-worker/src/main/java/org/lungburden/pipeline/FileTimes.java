package org.lungburden.pipeline;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.lungburden.artifact.FileChoice;
import org.lungburden.artifact.KnownFile;

/** Measures how long each file of a result takes to write. */
public final class FileTimes {
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private FileTimes() {}

    /** Nanoseconds on the clock, and of processor time of all threads, the compiler's included. */
    public record Nanos(long wall, long cpu) {
        private Nanos fastest(Nanos other) {
            return new Nanos(Math.min(wall, other.wall), Math.min(cpu, other.cpu));
        }
    }

    /**
     * @param first in this process
     * @param fastest of the further runs
     */
    public record Row(String file, long bytes, Nanos first, Nanos fastest) {}

    /**
     * @param study to measure once
     * @param folder existing and empty
     * @param runs after the first, at least 1
     */
    public static List<Row> of(StudyPipeline pipeline, StudyProcessor.Submitted study, Path folder, int runs)
            throws IOException {
        Outcome outcome = pipeline.outcome(study, (stage, progress) -> {});
        List<Row> rows = new ArrayList<>();
        for (KnownFile known : KnownFile.values()) {
            if (study.files().holds(known)) {
                Path ownFolder = Files.createDirectory(folder.resolve(known.name()));
                measure(outcome, known, ownFolder, runs, rows);
            }
        }
        return rows;
    }

    private static void measure(Outcome outcome, KnownFile known, Path folder, int runs, List<Row> rows)
            throws IOException {
        FileChoice choice = new FileChoice(Set.of(known));
        List<StudyProcessor.OutputFile> written = new ArrayList<>();
        Nanos first = timed(outcome, choice, folder, written);
        if (written.isEmpty()) {
            return;
        }
        Nanos fastest = timed(outcome, choice, folder, written);
        for (int run = 1; run < runs; run++) {
            fastest = fastest.fastest(timed(outcome, choice, folder, written));
        }
        rows.add(new Row(known.fileName(), Files.size(written.get(0).path()), first, fastest));
    }

    private static Nanos timed(Outcome outcome, FileChoice choice, Path folder, List<StudyProcessor.OutputFile> written)
            throws IOException {
        long wall = System.nanoTime();
        long cpu = PROCESS.getProcessCpuTime();
        written.addAll(ResultFiles.write(outcome, choice, folder));
        return new Nanos(System.nanoTime() - wall, PROCESS.getProcessCpuTime() - cpu);
    }
}
