package org.lungburden.standalone.measure;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lungburden.job.JobStatus;
import org.lungburden.lifecycle.DaemonThreads;
import org.lungburden.result.ResultDocument;
import org.lungburden.standalone.client.StoredResult;
import org.lungburden.standalone.exit.StudyFailedException;
import org.lungburden.standalone.study.ContentDigest;
import org.lungburden.standalone.study.FoundStudy;
import org.lungburden.standalone.study.StudyFile;

/**
 * Measures many studies at the speed of the workers. A few studies always wait at the service, so that no worker is ever
 * without one; preparing and downloading go on beside them.
 */
public final class CohortRun implements AutoCloseable {
    /** Studies that are being prepared or wait for a worker. */
    private static final int MOST_WAITING = 4;

    /** Limits threads, temporary files and jobs at a service with many workers. */
    private static final int MOST_AT_ONCE = 32;

    private static final long TABLE_EVERY_NANOS = TimeUnit.SECONDS.toNanos(2);

    /**
     * @param output folder of the cohort
     * @param csv the table
     * @param how what decides about a result beside the study
     * @param named whether the jobs carry the names of the studies
     */
    public record Settings(Path output, Path csv, String how, boolean named) {}

    private final StudyWork work;
    private final Ledger ledger;
    private final Settings settings;
    private final RunView view;
    private final Consumer<Outcome> listener;
    private final List<FoundStudy> studies;
    private final AtomicReferenceArray<@Nullable Outcome> outcomes;
    private final Semaphore waiting = new Semaphore(MOST_WAITING);
    private final Semaphore atOnce = new Semaphore(MOST_AT_ONCE);
    private volatile @Nullable Throwable fatal;
    private volatile boolean finished;
    private long tableAt = System.nanoTime();

    /** @param listener is told each outcome, one at a time */
    public CohortRun(
            StudyWork work,
            CohortFolder folder,
            Settings settings,
            List<FoundStudy> studies,
            RunView view,
            Consumer<Outcome> listener) {
        this.work = work;
        this.ledger = folder.ledger();
        this.settings = settings;
        this.studies = studies;
        this.view = view;
        this.listener = listener;
        this.outcomes = new AtomicReferenceArray<>(studies.size());
    }

    /**
     * Ends when every study has an outcome.
     *
     * @return in the order of the studies
     * @throws org.lungburden.standalone.exit.CommandFailedException when the service can no longer be used
     */
    public List<Outcome> run() throws IOException, InterruptedException {
        ExecutorService threads = Executors.newCachedThreadPool(DaemonThreads.named("study"));
        for (int n = 0; n < studies.size() && fatal == null; n++) {
            int index = n;
            waiting.acquire();
            atOnce.acquire();
            threads.execute(() -> one(index));
        }
        threads.shutdown();
        while (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
            // each study has a deadline at the service
        }
        CohortTable.write(settings.csv(), outcomes());
        if (fatal == null) {
            finished = true;
        }
        if (fatal instanceof RuntimeException fault) {
            throw fault;
        }
        if (fatal instanceof Error fault) {
            throw fault;
        }
        if (fatal instanceof IOException fault) {
            throw fault;
        }
        return outcomes();
    }

    private void one(int index) {
        AtomicBoolean waits = new AtomicBoolean(true);
        Runnable passed = () -> {
            if (waits.getAndSet(false)) {
                waiting.release();
            }
        };
        FoundStudy study = studies.get(index);
        try {
            if (fatal == null) {
                ended(index, outcome(study, passed));
            }
        } catch (StudyFailedException e) {
            ended(index, Outcome.failed(study, e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException | Error e) {
            fatal = e;
        } finally {
            passed.run();
            atOnce.release();
        }
    }

    private Outcome outcome(FoundStudy study, Runnable passed) throws IOException, InterruptedException {
        String content = ContentDigest.of(study);
        Optional<String> done =
                ledger.done(content, settings.how(), study.folder().toString());
        if (done.isPresent()) {
            Path folder = Path.of(done.get());
            Optional<ResultDocument> result =
                    StoredResult.read(settings.output().resolve(folder));
            if (result.isPresent()) {
                return Outcome.earlier(study.in(folder), result.get());
            }
        }
        String place = ledger.place(content, study.folder().toString());
        FoundStudy placed = study.in(Path.of(place));
        ResultDocument result = work.run(
                        placed,
                        settings.named() ? StudyFile.reference(study.name()) : null,
                        settings.output().resolve(place),
                        job -> {
                            if (!job.is(JobStatus.QUEUED)) {
                                passed.run();
                            }
                        })
                .result();
        ledger.add(new Ledger.Line(content, settings.how(), place));
        return Outcome.measured(placed, result);
    }

    private synchronized void ended(int index, Outcome outcome) {
        outcomes.set(index, outcome);
        view.ended(outcome);
        listener.accept(outcome);
        if (System.nanoTime() - tableAt > TABLE_EVERY_NANOS) {
            try {
                CohortTable.write(settings.csv(), outcomes());
                tableAt = System.nanoTime();
            } catch (IOException e) {
                fatal = e;
            }
        }
    }

    private List<Outcome> outcomes() {
        List<Outcome> known = new ArrayList<>();
        IntStream.range(0, studies.size()).forEach(n -> {
            Outcome outcome = outcomes.get(n);
            if (outcome != null) {
                known.add(outcome);
            }
        });
        return known;
    }

    /** Keeps account of what is done and tells how to go on, when the process ends before its work. */
    @Override
    public synchronized void close() throws IOException {
        if (!finished) {
            finished = true;
            List<Outcome> known = outcomes();
            CohortTable.write(settings.csv(), known);
            view.close();
            System.err.println(known.size() + " of " + studies.size()
                    + " studies are done; the same command with --resume goes on");
        }
    }
}
