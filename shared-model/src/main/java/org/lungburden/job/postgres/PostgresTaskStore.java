package org.lungburden.job.postgres;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.lungburden.job.Fence;
import org.lungburden.job.JobArtifact;
import org.lungburden.job.JobError;
import org.lungburden.job.Stage;
import org.lungburden.job.Task;
import org.lungburden.job.TaskStore;
import org.springframework.transaction.support.TransactionOperations;

/** Tasks in PostgreSQL. */
final class PostgresTaskStore implements TaskStore {
    private final TaskStatements tasks;
    private final TaskEndings endings;
    private final RevisionStatements revisions;
    private final ImageStatements images;
    private final TransactionOperations transactions;
    private final Clock clock;

    PostgresTaskStore(
            TaskStatements tasks,
            TaskEndings endings,
            RevisionStatements revisions,
            ImageStatements images,
            TransactionOperations transactions,
            Clock clock) {
        this.tasks = tasks;
        this.endings = endings;
        this.revisions = revisions;
        this.images = images;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public boolean renew(Fence fence, Duration lease) {
        return within(() -> tasks.renew(fence, lease));
    }

    @Override
    public boolean holds(Fence fence) {
        return within(() -> tasks.holds(fence));
    }

    @Override
    public boolean progress(Fence fence, Stage stage, double progress) {
        return within(() -> tasks.progress(fence, stage, progress));
    }

    @Override
    public boolean complete(Fence fence, String resultJson, List<JobArtifact> artifacts) {
        return within(() -> {
            // Who deletes the job locks its row first, and then its tasks.
            images.lockJob(fence.id());
            Optional<TaskStatements.Completed> completed = tasks.complete(fence, now());
            completed.ifPresent(task -> {
                if (task.kind().equals(Task.Kind.IMAGE.name())) {
                    artifacts.forEach(file -> images.add(task.jobId(), task.owner(), file));
                } else if (task.revision() != null && !tasks.isOvertaken(fence.id())) {
                    revisions.complete(task.jobId(), task.owner(), task.revision(), resultJson, artifacts);
                    if (task.kind().equals(Task.Kind.ACCEPTANCE.name())) {
                        images.tell(task.jobId());
                    }
                }
            });
            return completed.isPresent();
        });
    }

    @Override
    public boolean succeeded(Fence fence) {
        return within(() -> tasks.succeeded(fence));
    }

    @Override
    public boolean fail(Fence fence, JobError error) {
        return within(() -> endings.fail(fence, error));
    }

    @Override
    public boolean release(Fence fence) {
        return within(() -> endings.release(fence));
    }

    /** PostgreSQL keeps microseconds. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private boolean within(BooleanSupplier work) {
        return transactions.execute(status -> work.getAsBoolean());
    }
}
