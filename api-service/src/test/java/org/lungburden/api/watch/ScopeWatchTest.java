package org.lungburden.api.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.lungburden.api.testing.FailingJobStore;
import org.lungburden.api.testing.Jobs;
import org.lungburden.job.Job;
import org.lungburden.job.JobChanges;
import org.lungburden.job.JobChanges.Change;
import org.lungburden.job.JobChanges.Changed;
import org.lungburden.job.JobChanges.Scope;
import org.lungburden.job.JobStatus;

/** What a watcher of many jobs hears while transactions overlap. */
class ScopeWatchTest {
    private final List<String> heard = new ArrayList<>();
    private final ScopeWatch watch =
            new ScopeWatches(new FailingJobStore()).add(new Scope(Jobs.OWNER, null, null), 5, new Listener());

    private final class Listener implements ScopeWatcher {
        @Override
        public void changed(Job job, long position) {
            heard.add(job.status() + "@" + position);
        }

        @Override
        public void gone(UUID id, long position) {
            heard.add("gone@" + position);
        }

        @Override
        public void missed(long position) {
            heard.add("missed@" + position);
        }

        @Override
        public void closing() {
            heard.add("closing");
        }
    }

    private void look(long position, Change... changes) {
        watch.tell(new Changed(List.of(changes), position, false));
    }

    @Test
    void hearsOnceWhatIsToldAgainWhileAnOlderTransactionRuns() {
        Job job = Jobs.queued();
        look(5, new Change(job, 6, false));
        look(5, new Change(job, 6, false), new Change(Jobs.running(), 5, false));
        look(8, new Change(job, 6, false));
        Job moved = Jobs.moved(job, JobStatus.CANCELLED);
        look(9, new Change(moved, 8, false));
        assertThat(heard).containsExactly("QUEUED@5", "RUNNING@5", "CANCELLED@8");
    }

    @Test
    void hearsNothingOfWhatCameBeforeItsPositionNorOfOthers() {
        look(9, new Change(Jobs.queued(), 4, false), new Change(Jobs.ofAnother(), 7, false));
        assertThat(heard).isEmpty();
        assertThat(watch.position()).isEqualTo(9);
    }

    @Test
    void goesOnAfterWhatItMissed() {
        watch.tellMissed(20);
        look(22, new Change(Jobs.running(), 21, false));
        assertThat(heard).containsExactly("missed@20", "RUNNING@20");
    }

    @Test
    void onlyWhoIsFarBehindMisses() {
        FailingJobStore jobs = new FailingJobStore();
        ScopeWatches watches = new ScopeWatches(jobs);
        long begin = jobs.from(JobChanges.NOW, Scope.ALL, 0).position();
        for (int i = 0; i < 1001; i++) {
            jobs.add(Jobs.queued());
        }
        long ahead = jobs.from(JobChanges.NOW, Scope.ALL, 0).position();
        jobs.add(Jobs.running());
        long now = jobs.from(JobChanges.NOW, Scope.ALL, 0).position();
        watches.add(Scope.ALL, begin, new Listener());
        watches.add(Scope.ALL, ahead, new Listener());
        watches.look();
        assertThat(heard).containsExactly("missed@" + now);
        watches.look();
        assertThat(heard).containsExactly("missed@" + now, "RUNNING@" + ahead);
    }
}
