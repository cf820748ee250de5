package org.lungburden.standalone.cohort;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;
import org.lungburden.standalone.exit.CommandFailedException;
import org.lungburden.statistics.Histogram;
import org.lungburden.statistics.Summary;
import tools.jackson.databind.json.JsonMapper;

/** The statistics of a table, and where there are references, the agreement with them. */
public final class Cohort {
    private static final JsonMapper JSON = JsonMapper.builder()
            .changeDefaultPropertyInclusion(all -> all.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private final CohortDocument document;
    private final @Nullable Comparison comparison;

    private Cohort(CohortDocument document, @Nullable Comparison comparison) {
        this.document = document;
        this.comparison = comparison;
    }

    /**
     * Ends the command with a sentence when the table cannot be read.
     *
     * @param references folder of the reader's masks; null for none
     * @param software for the document
     * @param progress called before the masks of each study are compared
     */
    public static Cohort read(Path file, @Nullable Path references, String software, ObjIntConsumer<String> progress)
            throws IOException {
        CohortTable table = table(file);
        Comparison comparison = references == null
                ? null
                : compare(table, new Masks(file.toAbsolutePath().resolveSibling(""), references), progress);
        CohortDocument document = new CohortDocument(
                software,
                table,
                Arrays.stream(Measure.values())
                        .map(measure -> new CohortDocument.Spread(
                                measure.column(), measure.unit(), Summary.of(table.values(measure))))
                        .toList(),
                Histogram.of(table.values(Measure.BURDEN)),
                comparison == null ? null : comparison.agreement());
        return new Cohort(document, comparison);
    }

    private static CohortTable table(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw CommandFailedException.badInput(file + " is a folder; name the table in it, such as cohort.csv");
        }
        try {
            return CohortReader.read(file);
        } catch (TableFaultException fault) {
            throw CommandFailedException.badInput(file + ": " + fault.getMessage());
        } catch (NoSuchFileException e) {
            throw CommandFailedException.badInput("no such table: " + file);
        }
    }

    private static Comparison compare(CohortTable table, Masks masks, ObjIntConsumer<String> progress)
            throws IOException {
        if (!Files.isDirectory(masks.references())) {
            throw CommandFailedException.badInput("no such folder: " + masks.references());
        }
        if (!table.hasFolders()) {
            throw CommandFailedException.badInput(
                    "--reference needs a table with the column folder, which tells where the labels.nii.gz lie");
        }
        return Comparison.of(table, masks, progress);
    }

    public CohortDocument document() {
        return document;
    }

    /** Null without references. */
    public @Nullable Comparison comparison() {
        return comparison;
    }

    public byte[] json() {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(document);
    }

    public void print(PrintWriter out) {
        new CohortText(document, out).print();
    }
}
