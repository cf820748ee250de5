package org.lungburden.job;

import org.junit.jupiter.api.Nested;

/** The whole contract of a job store, for each kind of one. */
public abstract class JobStoreSuite {
    private final int crowd;

    /** @param crowd how many jobs two stores fight over */
    protected JobStoreSuite(int crowd) {
        this.crowd = crowd;
    }

    protected abstract JobStoreHarness harness();

    @Nested
    class Store extends JobStoreContract {
        @Override
        protected JobStoreHarness harness() {
            return JobStoreSuite.this.harness();
        }
    }

    @Nested
    class Lists extends ListContract {
        @Override
        protected JobStoreHarness harness() {
            return JobStoreSuite.this.harness();
        }
    }

    @Nested
    class OfSubjects extends SubjectsContract {
        @Override
        protected JobStoreHarness harness() {
            return JobStoreSuite.this.harness();
        }
    }

    @Nested
    class OfLabels extends LabelsContract {
        @Override
        protected JobStoreHarness harness() {
            return JobStoreSuite.this.harness();
        }
    }

    @Nested
    class OfBatches extends BatchContract {
        @Override
        protected JobStoreHarness harness() {
            return JobStoreSuite.this.harness();
        }
    }

    @Nested
    class Expected extends ExpectedVersionContract {
        @Override
        protected JobStoreHarness harness() {
            return JobStoreSuite.this.harness();
        }
    }

    @Nested
    class Retries extends RetryContract {
        @Override
        protected JobStoreHarness harness() {
            return JobStoreSuite.this.harness();
        }
    }

    @Nested
    class Transitions extends TransitionContract {
        @Override
        protected JobStoreHarness harness() {
            return JobStoreSuite.this.harness();
        }
    }

    @Nested
    class Changes extends ChangesContract {
        @Override
        protected JobStoreHarness harness() {
            return JobStoreSuite.this.harness();
        }
    }

    @Nested
    class Concurrency extends ConcurrencyContract {
        @Override
        protected JobStoreHarness harness() {
            return JobStoreSuite.this.harness();
        }
    }

    @Nested
    class Idempotency extends IdempotencyContract {
        @Override
        protected JobStoreHarness harness() {
            return JobStoreSuite.this.harness();
        }
    }

    @Nested
    class Races extends RaceContract {
        @Override
        protected JobStoreHarness harness() {
            return JobStoreSuite.this.harness();
        }
    }

    @Nested
    class AgeLimit extends AgeLimitContract {
        @Override
        protected JobStoreHarness harness() {
            return JobStoreSuite.this.harness();
        }
    }

    @Nested
    class Fairness extends FairnessContract {
        @Override
        protected JobStoreHarness harness() {
            return JobStoreSuite.this.harness();
        }
    }

    @Nested
    class Crowd extends CrowdContract {
        @Override
        protected JobStoreHarness harness() {
            return JobStoreSuite.this.harness();
        }

        @Override
        protected int jobs() {
            return crowd;
        }
    }
}
