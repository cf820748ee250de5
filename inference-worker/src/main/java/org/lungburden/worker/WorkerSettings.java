package org.lungburden.worker;

import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Controls how a worker claims jobs and stops working on them.
 *
 * @param name the worker's name on its attempts; host and process when empty
 * @param workDirectory holds the private copies of studies during the work; several workers may share the directory.
 *     When empty, the directory lies below the system's temporary folder
 * @param idlePoll how often an idle worker looks for a job for which no message arrived
 * @param progressInterval least time between two writes of progress
 * @param fenceInterval how often an attempt without other writes checks that the job still belongs to it
 * @param writePause time between two tries of a write while the database does not answer
 * @param stopGrace how long a stopping worker lets its job go on before handing the job back
 * @param nativeGrace how long work may go on past the deadline before the process ends with exit code 75
 * @param exitWithoutMemory whether an {@link OutOfMemoryError} that the work throws ends the process with exit code 75
 *     after the attempt's end is written
 */
@Validated
@ConfigurationProperties("lungburden.worker")
public record WorkerSettings(
        @DefaultValue("") @NotNull String name,

        @DefaultValue("") @NotNull String workDirectory,

        @DefaultValue("5s") @NotNull Duration idlePoll,
        @DefaultValue("250ms") @NotNull Duration progressInterval,
        @DefaultValue("500ms") @NotNull Duration fenceInterval,
        @DefaultValue("500ms") @NotNull Duration writePause,
        @DefaultValue("15s") @NotNull Duration stopGrace,
        @DefaultValue("15s") @NotNull Duration nativeGrace,
        @DefaultValue("false") boolean exitWithoutMemory) {

    public Path workFolder() {
        if (workDirectory.isBlank()) {
            String user = System.getProperty("user.name", "user");
            return Path.of(System.getProperty("java.io.tmpdir"), "lungburden-worker-" + user);
        }
        return Path.of(workDirectory).toAbsolutePath();
    }
}
