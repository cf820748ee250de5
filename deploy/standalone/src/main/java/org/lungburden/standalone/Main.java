package org.lungburden.standalone;

import org.lungburden.error.Causes;
import org.lungburden.error.CodedException;
import org.lungburden.error.InvalidSettingException;
import org.lungburden.process.StartFailedException;
import org.lungburden.standalone.exit.CommandFailedException;
import org.lungburden.standalone.exit.ExitCode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The command line. Exit codes: 0 done, 2 bad usage or bad input, 3 the service or a worker failed. */
@Command(
        name = "lungburden",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Measures the opacity burden of a chest CT. Research use only, not for clinical use.",
        subcommands = {
            QuantifyCommand.class,
            SubmitCommand.class,
            StatusCommand.class,
            WatchCommand.class,
            DownloadCommand.class,
            CancelCommand.class,
            CorrectionsCommand.class,
            ServeCommand.class,
            ApiCommand.class,
            WorkerCommand.class,
            KeysOfServiceCommand.class,
            PhantomCommand.class,
            CohortCommand.class,
            DecodeBenchCommand.class,
            FilesBenchCommand.class,
            InferenceBenchCommand.class,
            HelpCommand.class
        },
        footerHeading = "%nFor developers:%n",
        footer = {
            "  test         Runs the tests.",
            "  fix          Formats the code.",
            "  bench        Runs a benchmark.",
            "  chaos        Breaks parts of a cluster and checks what becomes of its jobs.",
            "",
            "`lungburden COMMAND --help` shows details and an example."
        })
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        Ending.install();
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setExecutionExceptionHandler((failure, commandLine, parsed) -> report(failure, commandLine));
    }

    private static int report(Exception failure, CommandLine commandLine) {
        if (Ending.stopping()) {
            return ExitCode.FAILED;
        }
        if (failure instanceof CommandFailedException failed) {
            commandLine.getErr().println(failed.getMessage());
            return failed.exitCode();
        }
        if (failure instanceof StartFailedException notStarted) {
            commandLine.getErr().println("lungburden: " + notStarted.getMessage());
            return notStarted.exitCode();
        }
        for (Throwable cause : Causes.of(failure)) {
            if (cause instanceof InvalidSettingException invalid) {
                commandLine.getErr().println("lungburden: " + invalid.getMessage());
                return ExitCode.BAD_INPUT;
            }
            if (cause instanceof CodedException coded) {
                commandLine.getErr().println(coded.code() + ": " + coded.detail());
                return ExitCode.FAILED;
            }
        }
        commandLine.getErr().println("INTERNAL: " + failure);
        return ExitCode.FAILED;
    }
}
