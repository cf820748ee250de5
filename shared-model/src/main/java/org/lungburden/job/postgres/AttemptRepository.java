package org.lungburden.job.postgres;

import java.util.List;
import java.util.UUID;
import org.springframework.data.repository.Repository;

interface AttemptRepository extends Repository<AttemptEntity, AttemptEntity.Key> {
    List<AttemptEntity> findByJobIdAndOwnerOrderByNumber(UUID jobId, String owner);
}
