package org.lungburden.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lungburden.standalone.client.JobFollower;
import org.lungburden.standalone.client.ServiceClient;
import org.lungburden.standalone.exit.CommandFailedException;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which jobs a command is about: ids, a batch, or the lines of standard input. */
final class JobsOption {
    private static final String ID = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";

    @Parameters(
            arity = "0..*",
            paramLabel = "ID",
            description = "Jobs; without an id, the first word of each line of standard input.")
    List<String> ids = List.of();

    @Option(names = "--batch", paramLabel = "NAME", description = "All jobs of a batch.")
    @Nullable
    String batch;

    /** Null when the command is about other jobs. */
    @Nullable
    String batch() {
        if (batch != null && !ids.isEmpty()) {
            throw CommandFailedException.badInput("--batch cannot go with ids");
        }
        return batch;
    }

    /**
     * The ids in their order, as they arrive.
     *
     * @param line whether a line of standard input counts
     */
    JobFollower.Ids open(ServiceClient client, Predicate<String> line) throws IOException, InterruptedException {
        String wanted = batch();
        if (wanted != null) {
            List<String> found = new ArrayList<>();
            client.eachOf(wanted, job -> found.add(job.path("id").asString("")));
            if (found.isEmpty()) {
                throw CommandFailedException.badInput("no job is in the batch " + wanted);
            }
            return each(found);
        }
        if (!ids.isEmpty()) {
            ids.forEach(JobsOption::check);
            return each(ids);
        }
        if (Boolean.getBoolean("lungburden.typed")) {
            throw CommandFailedException.badInput(
                    "no job is named: give ids or --batch, or write ids to standard input");
        }
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        return () -> next(in, line);
    }

    private static JobFollower.Ids each(List<String> all) {
        Iterator<String> rest = all.iterator();
        return () -> rest.hasNext() ? rest.next() : null;
    }

    private static @Nullable String next(BufferedReader in, Predicate<String> counts) throws IOException {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (!line.isBlank() && counts.test(line)) {
                String id = line.strip().split("\\s+", 2)[0];
                check(id);
                return id;
            }
        }
        return null;
    }

    private static void check(String id) {
        if (!id.matches(ID)) {
            throw CommandFailedException.badInput("this is no id of a job: " + id);
        }
    }
}
