package org.lungburden.api.archviolations;

import jakarta.persistence.EntityManager;

class KnowsPersistence {
    void flush(EntityManager entities) {
        entities.flush();
    }
}
