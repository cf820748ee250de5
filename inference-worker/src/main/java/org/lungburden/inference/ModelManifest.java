package org.lungburden.inference;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lungburden.artifact.Sha256;
import org.lungburden.pipeline.ModelCard;
import org.lungburden.quality.EvaluatedRange;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The {@code manifest.json} beside a model: the model's input and output, and how training prepared the input.
 *
 * @param file name of the TorchScript file in the same directory
 * @param sha256 of that file, lower-case hex
 * @param half the same network in float16, with the same input; null when the model has no half form
 * @param neighbourDistanceMm wanted distance of adjacent slices
 * @param evaluatedRange the scans that the model was measured on; null when the manifest does not tell them
 */
record ModelManifest(
        String schemaVersion,
        String name,
        String version,
        String file,
        String sha256,
        @Nullable Half half,
        Input input,
        Output output,
        Window window,
        double neighbourDistanceMm,
        List<Label> labels,
        @Nullable Evaluated evaluatedRange) {

    static final String FILE_NAME = "manifest.json";

    /** A file in the same directory, and its sha256. Input and output are float32, as those of the float32 network. */
    record Half(String file, String sha256) {}

    /**
     * Tensor {@code [slice, 1, rows, columns]}, float32. A network of 1.x takes slabs with {@code neighbours} extra slices
     * at either end; one of 2.x takes the slices in turn and a state.
     *
     * @param partMultiple edges of a part of the grid are multiples of this; absent in 1.x
     */
    record Input(
            String layout,
            int rows,
            int columns,
            int channels,
            int neighbours,
            String dtype,
            @Nullable Integer partMultiple) {
        /** Whether the network takes slices in turn and answers for a part of the grid. */
        boolean streams() {
            return partMultiple != null;
        }
    }

    /** Tensor {@code [slice, label, rows, columns]} of log-probabilities. */
    record Output(String layout, String values) {}

    /** HU range that is clipped and scaled to 0..1. */
    record Window(double lowHu, double highHu) {
        /** What the network sees of a density within the window. */
        float scaled(double hu) {
            return (float) ((hu - lowHu) / (highHu - lowHu));
        }
    }

    record Label(int code, String name) {}

    /** Each end, and each property, may be missing: then nothing lies outside of it. */
    record Evaluated(
            @Nullable Ends sliceDistanceMm,
            @Nullable Ends pixelSpacingMm,
            @Nullable Ends lungMl,
            @Nullable Ends opacityPercent) {
        private EvaluatedRange range() {
            return new EvaluatedRange(
                    Ends.range(sliceDistanceMm),
                    Ends.range(pixelSpacingMm),
                    Ends.range(lungMl),
                    Ends.range(opacityPercent));
        }

        private boolean rises() {
            return Stream.of(sliceDistanceMm, pixelSpacingMm, lungMl, opacityPercent)
                    .map(Ends::range)
                    .allMatch(range -> range.from() >= 0 && range.from() <= range.to());
        }
    }

    record Ends(@Nullable Double from, @Nullable Double to) {
        private static EvaluatedRange.Range range(@Nullable Ends ends) {
            return ends == null ? EvaluatedRange.Range.of(null, null) : EvaluatedRange.Range.of(ends.from, ends.to);
        }
    }

    private static final List<Label> LABELS = List.of(
            new Label(0, "background"), new Label(1, "lung"), new Label(2, "groundGlass"), new Label(3, "highOpacity"));

    /**
     * Reads and checks a model directory, the weights' digest included.
     *
     * @throws InvalidModelException naming what is wrong
     */
    static Loaded read(Path directory) {
        try {
            String json = Files.readString(directory.resolve(FILE_NAME));
            ModelManifest manifest = JsonMapper.builder()
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build()
                    .readValue(json, ModelManifest.class);
            manifest.check();
            Path weights = weights(directory, manifest.file, manifest.sha256);
            Half half = manifest.half;
            Path halfWeights = half == null ? null : weights(directory, half.file, half.sha256);
            return new Loaded(manifest, json, weights, halfWeights);
        } catch (IOException | tools.jackson.core.JacksonException e) {
            throw new InvalidModelException("no readable model in " + directory, e);
        }
    }

    private static Path weights(Path directory, String file, String sha256) throws IOException {
        Path weights = directory.resolve(file);
        if (!sha256.equals(sha256(weights))) {
            throw new InvalidModelException(weights + " does not have the sha256 that its manifest names");
        }
        return weights;
    }

    /** A manifest whose weights are present and have the right digest. */
    record Loaded(
            ModelManifest manifest,
            String json,
            Path weights,
            @Nullable Path halfWeights,
            @Nullable String pin) {
        Loaded(ModelManifest manifest, String json, Path weights, @Nullable Path halfWeights) {
            this(manifest, json, weights, halfWeights, null);
        }

        /** The same, which gives no weights but those with this digest; null for any. */
        Loaded pinned(@Nullable String sha256) {
            return new Loaded(manifest, json, weights, halfWeights, sha256);
        }

        /** @throws InvalidModelException when there is no such form, or when it is not the pinned one */
        Path weights(Precision precision) {
            Half half = manifest.half;
            if (precision != Precision.FLOAT16) {
                return allowed(weights, manifest.sha256);
            }
            if (halfWeights == null || half == null) {
                throw new InvalidModelException(FILE_NAME + ": the model has no half form");
            }
            return allowed(halfWeights, half.sha256);
        }

        private Path allowed(Path file, String sha256) {
            if (pin != null && !pin.equals(sha256)) {
                throw new InvalidModelException(
                        file + " has the sha256 " + sha256 + ", and lungburden.model.sha256 allows " + pin + " alone");
            }
            return file;
        }

        Path directory() {
            return Objects.requireNonNull(weights.toAbsolutePath().getParent());
        }

        ModelCard card() {
            return new ModelCard(
                    manifest.name,
                    manifest.version,
                    manifest.sha256,
                    json,
                    manifest.input.rows,
                    manifest.input.columns,
                    manifest.window.lowHu,
                    manifest.window.highHu,
                    manifest.neighbourDistanceMm,
                    manifest.evaluatedRange == null ? EvaluatedRange.UNTOLD : manifest.evaluatedRange.range());
        }
    }

    private void check() {
        require(
                schemaVersion != null && (schemaVersion.startsWith("1.") || schemaVersion.startsWith("2.")),
                "schemaVersion must be 1.x or 2.x");
        require(name != null && version != null && sha256 != null, "name, version and sha256 are needed");
        require(plain(file), "file must be a plain file name");
        require(
                half == null || (plain(half.file) && half.sha256 != null),
                "half must have a plain file name and a sha256");
        require(
                input != null && "slice,channel,y,x".equals(input.layout) && input.channels == 1,
                "input.layout must be slice,channel,y,x with one channel");
        require("float32".equals(input.dtype), "input.dtype must be float32");
        require(fitsEdition(), "input.partMultiple must divide rows and columns in 2.x, and be absent in 1.x");
        require(input.rows > 0 && input.columns > 0 && input.neighbours >= 0, "input sizes must be positive");
        require(
                output != null && "slice,label,y,x".equals(output.layout) && "log-probability".equals(output.values),
                "output must be slice,label,y,x of log-probability");
        require(window != null && window.lowHu < window.highHu, "window must rise from lowHu to highHu");
        require(neighbourDistanceMm > 0, "neighbourDistanceMm must be positive");
        require(evaluatedRange == null || evaluatedRange.rises(), "evaluatedRange must rise from 0 or more");
        require(LABELS.equals(labels), "labels must be " + LABELS);
    }

    private boolean fitsEdition() {
        Integer multiple = input.partMultiple;
        if (schemaVersion.startsWith("1.")) {
            return multiple == null;
        }
        return multiple != null && multiple > 0 && input.rows % multiple == 0 && input.columns % multiple == 0;
    }

    private static boolean plain(@Nullable String name) {
        return name != null && name.matches("[A-Za-z0-9._-]+");
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new InvalidModelException(FILE_NAME + ": " + message);
        }
    }

    private static String sha256(Path file) throws IOException {
        Sha256 sha256 = new Sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), sha256.digest())) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return sha256.hex();
    }
}
