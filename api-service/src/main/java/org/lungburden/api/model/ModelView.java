package org.lungburden.api.model;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The part of a model's manifest that its users need. The view leaves out the layout of tensors. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
record ModelView(
        String name,
        String version,
        String sha256,
        @JsonAlias("labels") @Nullable List<LabelClass> classes,
        @Nullable String licence,
        @Nullable String terms,
        @Nullable Map<String, Object> accuracy,
        @Nullable List<TrainingSet> trainedOn) {

    /** A label of the masks. */
    record LabelClass(int code, String name) {}

    /** A data set and where it comes from. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record TrainingSet(String set, String source) {}
}
