package org.lungburden.api.model;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.lungburden.api.problem.Problems;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/model}. */
@RestController
@Tag(name = "model", description = "The network behind the measurements.")
class ModelController {
    private final CurrentModel currentModel;

    ModelController(CurrentModel currentModel) {
        this.currentModel = currentModel;
    }

    @Operation(
            operationId = "getModel",
            summary = "Read the model card",
            description = "The model that the newest worker runs; 503 before the first worker started.")
    @ApiResponse(
            responseCode = "200",
            description = "The model card.",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = ModelView.class)))
    @Problems({})
    @GetMapping("/v1/model")
    ModelView model() {
        return currentModel.card();
    }
}
