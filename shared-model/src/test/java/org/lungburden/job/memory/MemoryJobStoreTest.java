package org.lungburden.job.memory;

import org.junit.jupiter.api.BeforeEach;
import org.lungburden.job.JobStoreHarness;
import org.lungburden.job.JobStoreSuite;

/** What other tests use in the place of PostgreSQL does what PostgreSQL does. */
class MemoryJobStoreTest extends JobStoreSuite {
    private static final int CROWD = 200;

    private MemoryHarness harness = new MemoryHarness();

    MemoryJobStoreTest() {
        super(CROWD);
    }

    @BeforeEach
    void empty() {
        harness = new MemoryHarness();
    }

    @Override
    protected JobStoreHarness harness() {
        return harness;
    }
}
