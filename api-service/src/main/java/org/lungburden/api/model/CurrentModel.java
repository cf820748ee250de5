package org.lungburden.api.model;

import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.ModelRegistry;
import tools.jackson.databind.json.JsonMapper;

/** The model that a worker registered last. */
class CurrentModel {
    private final ModelRegistry models;
    private final JsonMapper json;

    CurrentModel(ModelRegistry models, JsonMapper json) {
        this.models = models;
        this.json = json;
    }

    /** @throws CodedException {@code UNAVAILABLE} before the first worker started */
    ModelView card() {
        String manifest = models.newest()
                .orElseThrow(() ->
                        new CodedException(ErrorCode.UNAVAILABLE, "No worker has started yet. Try again in a moment."));
        return json.readValue(manifest, ModelView.class);
    }
}
