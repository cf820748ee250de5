package org.lungburden.worker.process;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.lungburden.artifact.ArtifactStore;
import org.lungburden.error.InvalidSettingException;
import org.lungburden.folder.ForeignFolderException;
import org.lungburden.folder.OwnFiles;
import org.lungburden.job.JobSettings;
import org.lungburden.job.JobStore;
import org.lungburden.job.ModelRegistry;
import org.lungburden.job.TaskStore;
import org.lungburden.job.upkeep.WorkerBeats;
import org.lungburden.pipeline.Segmenter;
import org.lungburden.pipeline.StudyProcessor;
import org.lungburden.queue.WorkQueue;
import org.lungburden.worker.ProcessExit;
import org.lungburden.worker.WorkerSettings;
import org.lungburden.worker.attempt.AttemptFinish;
import org.lungburden.worker.attempt.AttemptRunner;
import org.lungburden.worker.attempt.AttemptStores;
import org.lungburden.worker.attempt.AttemptWork;
import org.lungburden.worker.attempt.WorkerMetrics;
import org.lungburden.worker.attempt.Workspaces;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The worker's loop. Needs a {@link StudyProcessor} and a {@link Segmenter}, and the beans of
 * {@code SharedModelConfiguration}.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WorkerSettings.class)
public class WorkerConfiguration {

    @Bean
    Workspaces workspaces(WorkerSettings settings) throws IOException {
        Path folder = settings.workFolder();
        if (settings.workDirectory().isBlank()) {
            closeToOthers(folder);
        }
        return new Workspaces(folder);
    }

    /** Every user may write the system's temporary folder, and could have made this folder or a link first. */
    private static void closeToOthers(Path folder) throws IOException {
        try {
            OwnFiles.createFolder(folder);
        } catch (ForeignFolderException foreign) {
            throw new InvalidSettingException(
                    foreign.getMessage() + ", and studies must lie in a folder of this user alone; remove it, or set"
                            + " lungburden.worker.work-directory",
                    foreign);
        }
    }

    @Bean
    @ConditionalOnMissingBean
    ProcessExit processExit() {
        // The exit waits for the beans to stop, and the caller may be a thread of such a bean; so the exit needs its
        // own thread.
        return (status, why) -> new Thread(() -> System.exit(status), "process-exit").start();
    }

    @Bean
    WorkerMetrics workerMetrics(MeterRegistry registry) {
        return new WorkerMetrics(registry);
    }

    @Bean
    AttemptRunner attemptRunner(
            JobStore store,
            TaskStore tasks,
            ArtifactStore artifacts,
            StudyProcessor processor,
            Workspaces workspaces,
            JobSettings jobs,
            WorkerSettings settings,
            WorkerMetrics metrics,
            ProcessExit exit) {
        AttemptWork work = new AttemptWork(processor, artifacts, metrics, System::nanoTime);
        AttemptStores stores = new AttemptStores(store, tasks);
        AttemptFinish finish = new AttemptFinish(stores, settings, metrics, pause -> Thread.sleep(pause.toMillis()));
        return new AttemptRunner(stores, work, finish, workspaces, jobs, settings, metrics, exit, System::nanoTime);
    }

    @Bean
    WorkerLoop workerLoop(
            WorkQueue queue,
            JobStore store,
            AttemptRunner runner,
            ModelRegistry models,
            Segmenter segmenter,
            JobSettings jobs,
            WorkerSettings settings) {
        ModelAnnouncement model = new ModelAnnouncement(models, segmenter::card);
        return new WorkerLoop(queue, store, runner, model, jobs, settings, name(settings), System::nanoTime);
    }

    @Bean
    WorkerBeat workerBeat(WorkerBeats beats, WorkerSettings settings) {
        return new WorkerBeat(beats, name(settings), WorkerBeats.INTERVAL);
    }

    /** The JVM's own name consists of process and host. */
    private static String name(WorkerSettings settings) {
        return settings.name().isBlank() ? ManagementFactory.getRuntimeMXBean().getName() : settings.name();
    }
}
