package org.lungburden.job.postgres;

import java.util.UUID;
import org.springframework.data.repository.Repository;

interface JobRepository extends Repository<JobEntity, UUID> {
    JobEntity saveAndFlush(JobEntity job);
}
