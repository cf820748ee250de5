package org.lungburden.api.model;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The part of a model's manifest that tells its users what it is; how tensors are laid out is left out. */
@Schema(name = "ModelCard")
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
record ModelView(
        String name,
        String version,

        @Schema(description = "Of the model's file, lower-case hex.")
        String sha256,

        @Schema(description = "Label codes of the masks.") @JsonAlias("labels") @Nullable
        List<LabelClass> classes,

        @Schema(description = "SPDX id.") @Nullable String licence,

        @Schema(description = "What the model may be used for.") @Nullable
        String terms,

        @Schema(description = "Figures on held-out scans; its protocol says how, and what the model itself saw.")
        @Nullable
        Map<String, Object> accuracy,

        @Schema(description = "The data sets of its training.") @Nullable
        List<TrainingSet> trainedOn) {

    /** A label of the masks. */
    @Schema(name = "LabelClass")
    record LabelClass(int code, String name) {}

    /** A data set and where it comes from. */
    @Schema(name = "TrainingSet")
    @JsonIgnoreProperties(ignoreUnknown = true)
    record TrainingSet(String set, String source) {}
}
