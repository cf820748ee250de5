package org.lungburden.standalone;

import org.jspecify.annotations.Nullable;
import org.lungburden.standalone.exit.CommandFailedException;
import picocli.CommandLine.Option;

/** The option {@code --runs} of the benchmarks. */
final class RunsOption {
    @Option(names = "--runs", description = "Number of timed runs; the fastest counts.")
    @Nullable
    Integer runs;

    /**
     * @param usual without the option
     * @throws CommandFailedException when the number is not positive
     */
    int or(int usual) {
        int wanted = runs == null ? usual : runs;
        if (wanted < 1) {
            throw CommandFailedException.badInput("--runs is at least 1");
        }
        return wanted;
    }
}
