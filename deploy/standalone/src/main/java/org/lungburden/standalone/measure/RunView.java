package org.lungburden.standalone.measure;

import org.lungburden.standalone.client.JobView;
import org.lungburden.standalone.study.FoundStudy;

/** Shows a person how far the work is. Calls come from several threads. */
public interface RunView extends AutoCloseable {
    /** A step whose duration is unknown, such as the start of the service. */
    void step(String title);

    /** A step of one study. */
    void step(FoundStudy study, String title);

    void job(FoundStudy study, JobView job);

    void ended(Outcome outcome);

    /** A sentence that stays visible. */
    void tell(String sentence);

    /** A second call does nothing. */
    @Override
    void close();

    /** Shows nothing. */
    RunView QUIET = new RunView() {
        @Override
        public void step(String title) {}

        @Override
        public void step(FoundStudy study, String title) {}

        @Override
        public void job(FoundStudy study, JobView job) {}

        @Override
        public void ended(Outcome outcome) {}

        @Override
        public void tell(String sentence) {}

        @Override
        public void close() {}
    };
}
