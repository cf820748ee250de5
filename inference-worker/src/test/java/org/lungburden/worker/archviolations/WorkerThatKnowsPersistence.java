package org.lungburden.worker.archviolations;

import jakarta.persistence.EntityManager;

class WorkerThatKnowsPersistence {
    void clear(EntityManager entities) {
        entities.clear();
    }
}
