package org.lungburden.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.lungburden.artifact.FileChoice;
import org.lungburden.artifact.KnownFile;

/** Measures how long each file of a result takes to write. */
public final class FileTimes {
    private FileTimes() {}

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
        Nanos.Work writing = () -> written.addAll(ResultFiles.write(outcome, choice, folder));
        Nanos first = Nanos.of(writing);
        if (written.isEmpty()) {
            return;
        }
        Nanos fastest = Nanos.fastest(runs, writing);
        rows.add(new Row(known.fileName(), Files.size(written.get(0).path()), first, fastest));
    }
}
