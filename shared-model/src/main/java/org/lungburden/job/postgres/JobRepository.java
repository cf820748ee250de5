package org.lungburden.job.postgres;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

interface JobRepository extends Repository<JobEntity, UUID> {
    JobEntity saveAndFlush(JobEntity job);

    Optional<JobEntity> findById(UUID id);

    Optional<JobEntity> findByIdAndOwnerAndDeletedAtIsNull(UUID id, String owner);
}
