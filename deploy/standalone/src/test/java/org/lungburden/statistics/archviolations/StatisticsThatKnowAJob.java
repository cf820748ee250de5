package org.lungburden.statistics.archviolations;

import org.lungburden.job.JobStatus;

class StatisticsThatKnowAJob {
    boolean counts(JobStatus status) {
        return status == JobStatus.SUCCEEDED;
    }
}
