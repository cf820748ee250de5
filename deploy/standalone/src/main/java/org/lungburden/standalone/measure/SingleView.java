package org.lungburden.standalone.measure;

import org.lungburden.standalone.client.JobView;
import org.lungburden.standalone.client.ProgressView;
import org.lungburden.standalone.study.FoundStudy;

/** One study: its step, and the progress of its job. */
public final class SingleView implements RunView {
    private final ProgressView progress = ProgressView.open();

    @Override
    public void step(String title) {
        progress.show(title);
    }

    @Override
    public void step(FoundStudy study, String title) {
        progress.show(title);
    }

    @Override
    public void job(FoundStudy study, JobView job) {
        progress.show(job);
    }

    @Override
    public void ended(Outcome outcome) {
        progress.close();
    }

    @Override
    public void tell(String sentence) {
        progress.show(sentence);
    }

    @Override
    public void close() {
        progress.close();
    }
}
