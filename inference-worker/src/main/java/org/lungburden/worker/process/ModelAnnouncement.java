package org.lungburden.worker.process;

import java.util.function.Supplier;
import org.lungburden.job.ModelRegistry;
import org.lungburden.pipeline.ModelCard;
import org.lungburden.worker.attempt.DependencyFaults;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes this worker's model once; repeats the write later when the database does not answer. */
final class ModelAnnouncement {
    private static final Logger LOG = LoggerFactory.getLogger(ModelAnnouncement.class);

    private final ModelRegistry registry;
    private final Supplier<ModelCard> card;
    private boolean announced;

    ModelAnnouncement(ModelRegistry registry, Supplier<ModelCard> card) {
        this.registry = registry;
        this.card = card;
    }

    synchronized void announce() {
        if (announced) {
            return;
        }
        ModelCard model = card.get();
        try {
            registry.register(model.name(), model.version(), model.sha256(), model.manifestJson());
            announced = true;
        } catch (RuntimeException e) {
            if (!DependencyFaults.ofDatabase(e)) {
                throw e;
            }
            LOG.warn("The model could not be announced yet", e);
        }
    }
}
