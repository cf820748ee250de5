package org.lungburden.postprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lungburden.geometry.Affine;
import org.lungburden.geometry.LabelVolume;
import org.lungburden.geometry.NetworkGrid;
import org.lungburden.geometry.PixelBox;
import org.lungburden.geometry.SoftLabels;
import org.lungburden.geometry.Volume;
import org.lungburden.preprocess.BodyBox;
import org.lungburden.preprocess.NetworkGrids;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The kernels agree with the training's on {@code training/fixtures/preprocess.json}; its generator explains it. */
class PreprocessFixtureTest {
    private static final int SIZE = 256;

    /** A case of the fixture with what all cases share. */
    record Case(JsonNode json, double lowHu, double highHu, double neighbourDistanceMm) {
        @Override
        public String toString() {
            return json.get("name").asString();
        }
    }

    static List<Case> cases() throws Exception {
        Path fromRoot = Path.of("training/fixtures/preprocess.json");
        Path path = Files.exists(fromRoot) ? fromRoot : Path.of("..").resolve(fromRoot);
        JsonNode file = new ObjectMapper().readTree(Files.readString(path));
        List<Case> cases = new ArrayList<>();
        for (JsonNode json : file.get("cases")) {
            cases.add(new Case(
                    json,
                    file.get("window").get("lowHu").asDouble(),
                    file.get("window").get("highHu").asDouble(),
                    file.get("neighbourDistanceMm").asDouble()));
        }
        return cases;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithTheTraining(Case fixture) {
        JsonNode json = fixture.json();
        Volume scan = scan(json);
        Optional<PixelBox> box = BodyBox.of(scan);
        if (json.get("box").isNull()) {
            assertThat(box).isEmpty();
            return;
        }
        int[] expected = ints(json.get("box"));
        assertThat(box).contains(new PixelBox(expected[2], expected[3], expected[0], expected[1]));
        NetworkGrid grid = NetworkGrids.build(
                scan, box.get(), SIZE, SIZE, fixture.lowHu(), fixture.highHu(), fixture.neighbourDistanceMm());
        assertThat(grid.scanSlice()).isEqualTo(ints(json.get("slices")));
        for (JsonNode point : json.get("resized").get("points")) {
            float value = grid.values()[json.get("resized").get("slice").asInt()][
                    point.get(0).asInt() * SIZE + point.get(1).asInt()];
            assertThat(value).isCloseTo((float) point.get(2).asDouble(), within(1e-5f));
        }
        SoftLabels soft = probabilities(json.get("probabilities").get("centres"), grid.slices());
        LabelVolume labels = ScanLabels.of(soft, grid, scan);
        for (JsonNode point : json.get("labels").get("points")) {
            int[] kjiLabel = ints(point);
            assertThat(labels.labels()[kjiLabel[0]][kjiLabel[1] * scan.columns() + kjiLabel[2]])
                    .isEqualTo((byte) kjiLabel[3]);
        }
    }

    private static Volume scan(JsonNode json) {
        int[] shape = ints(json.get("shape"));
        double[] mm = doubles(json.get("spacingMm"));
        short[][] hu = new short[shape[0]][shape[1] * shape[2]];
        long sum = 0;
        for (int k = 0; k < shape[0]; k++) {
            for (int n = 0; n < hu[k].length; n++) {
                hu[k][n] = (short) voxel(json.get("ellipsoids"), k, n / shape[2], n % shape[2]);
                sum += hu[k][n];
            }
        }
        assertThat(sum).isEqualTo(json.get("voxelSum").asLong());
        return new Volume(hu, shape[2], shape[1], Affine.ofRows(-mm[0], 0, 0, 0, 0, -mm[1], 0, 0, 0, 0, mm[2], 0));
    }

    private static int voxel(JsonNode ellipsoids, int k, int j, int i) {
        int hu = -1000;
        int[] kji = {k, j, i};
        for (JsonNode ellipsoid : ellipsoids) {
            double sum = 0;
            for (int axis = 0; axis < 3; axis++) {
                double offset = (kji[axis] - ellipsoid.get("centre").get(axis).asDouble())
                        / ellipsoid.get("radii").get(axis).asDouble();
                sum += offset * offset;
            }
            if (sum <= 1) {
                hu = ellipsoid.get("hu").asInt();
            }
        }
        return hu + (7 * i + 13 * j + 29 * k) % 41 - 20;
    }

    private static SoftLabels probabilities(JsonNode centers, int slices) {
        float[][] probability = new float[slices][4 * SIZE * SIZE];
        for (int m = 0; m < slices; m++) {
            for (int n = 0; n < SIZE * SIZE; n++) {
                double[] weight = new double[4];
                double sum = 0;
                for (int label = 0; label < 4; label++) {
                    double[] center = doubles(centers.get(label));
                    double z = (m - center[0]) / 2;
                    double y = (n / SIZE - center[1]) / 40;
                    double x = (n % SIZE - center[2]) / 40;
                    weight[label] = 1 / (1 + z * z + y * y + x * x);
                    sum += weight[label];
                }
                for (int label = 0; label < 4; label++) {
                    probability[m][label * SIZE * SIZE + n] = (float) (weight[label] / sum);
                }
            }
        }
        return new SoftLabels(probability, SIZE, SIZE);
    }

    private static int[] ints(JsonNode array) {
        int[] values = new int[array.size()];
        for (int n = 0; n < values.length; n++) {
            values[n] = array.get(n).asInt();
        }
        return values;
    }

    private static double[] doubles(JsonNode array) {
        double[] values = new double[array.size()];
        for (int n = 0; n < values.length; n++) {
            values[n] = array.get(n).asDouble();
        }
        return values;
    }
}
