package org.lungburden.api.model;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/model}. */
@RestController
class ModelController {
    private final CurrentModel currentModel;

    ModelController(CurrentModel currentModel) {
        this.currentModel = currentModel;
    }

    @GetMapping(path = "/v1/model", produces = MediaType.APPLICATION_JSON_VALUE)
    ModelView model() {
        return currentModel.card();
    }
}
