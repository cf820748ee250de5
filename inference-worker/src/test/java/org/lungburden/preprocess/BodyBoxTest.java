package org.lungburden.preprocess;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lungburden.geometry.Affine;
import org.lungburden.geometry.PixelBox;
import org.lungburden.geometry.Volume;
import org.lungburden.testing.PythonOracle;
import org.lungburden.testing.StartsPrograms;

@StartsPrograms
class BodyBoxTest {
    private static final Affine UNIT = Affine.ofRows(-1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 1, 0);

    @Test
    void airHasNoBody() {
        assertThat(BodyBox.of(filled(2, 40, 30, -1000))).isEmpty();
    }

    @Test
    void aSliceNarrowerThanABlockHasNoBody() {
        assertThat(BodyBox.of(filled(1, 600, 3, 40))).isEmpty();
    }

    @Test
    void aBodyThatFillsTheFieldOfViewKeepsItsEdges() {
        assertThat(BodyBox.of(filled(3, 40, 30, 40))).contains(new PixelBox(0, 40, 0, 30));
    }

    @Test
    void exactlyTheThresholdIsNotTissue() {
        assertThat(BodyBox.of(filled(1, 40, 30, -500))).isEmpty();
        assertThat(BodyBox.of(filled(1, 40, 30, -499))).isPresent();
    }

    @Test
    void theRemainderOfABlockIsDropped() {
        // 301 columns: f = 3, 100 whole blocks
        assertThat(BodyBox.of(filled(1, 301, 200, 40))).contains(new PixelBox(0, 300, 0, 198));
    }

    @Test
    void theBoxIsTheUnionOverSlices() {
        Volume volume = filled(3, 60, 50, -1000);
        draw(volume, 0, new PixelBox(10, 20, 5, 15), 0);
        draw(volume, 2, new PixelBox(30, 45, 20, 41), 0);

        assertThat(BodyBox.of(volume)).contains(new PixelBox(10, 45, 5, 41));
    }

    @Test
    void aThinCouchIsOpenedAwayAndTheLargerBodyWins() {
        Volume volume = filled(1, 60, 50, -1000);
        draw(volume, 0, new PixelBox(5, 35, 5, 25), 0);
        draw(volume, 0, new PixelBox(40, 50, 5, 15), 0);
        draw(volume, 0, new PixelBox(0, 60, 30, 33), 0);

        assertThat(BodyBox.of(volume)).contains(new PixelBox(5, 35, 5, 25));
    }

    @Test
    void theFirstOfEqualComponentsWins() {
        Volume volume = filled(1, 60, 50, -1000);
        draw(volume, 0, new PixelBox(40, 50, 5, 15), 0);
        draw(volume, 0, new PixelBox(5, 15, 20, 30), 0);

        assertThat(BodyBox.of(volume)).contains(new PixelBox(40, 50, 5, 15));
    }

    @Test
    void lessThanOnePercentIsNoBody() {
        // 100 x 100 pixels; a 10 x 10 square opens to 100 - 4 pixels, a 10 x 11 one to 106
        Volume small = filled(1, 100, 100, -1000);
        draw(small, 0, new PixelBox(20, 30, 20, 30), 0);
        Volume enough = filled(1, 100, 100, -1000);
        draw(enough, 0, new PixelBox(20, 30, 20, 31), 0);

        assertThat(BodyBox.of(small)).isEmpty();
        assertThat(BodyBox.of(enough)).contains(new PixelBox(20, 30, 20, 31));
    }

    @ParameterizedTest
    @CsvSource({"1, 64, 48, 4", "2, 131, 257, 3", "3, 300, 90, 5", "4, 512, 512, 2", "5, 7, 5, 2"})
    void agreesWithScipy(long seed, int columns, int rows, int slices) {
        Volume volume = blobs(new Random(seed), slices, columns, rows);
        ByteBuffer answer = PythonOracle.run(SCIPY.formatted(slices, rows, columns), PythonOracle.shorts(volume.hu()));
        int[] box = new int[answer.remaining() / 4];
        answer.asIntBuffer().get(box);

        assertThat(BodyBox.of(volume)
                        .map(b -> new int[] {b.i0(), b.i1(), b.j0(), b.j1()})
                        .orElse(new int[0]))
                .isEqualTo(box);
    }

    private static final String SCIPY = """
            from scipy import ndimage
            n, rows, columns = %d, %d, %d
            hu = read('<i2').reshape(n, rows, columns)
            f = -(-max(rows, columns) // 128)
            r, c = rows // f, columns // f
            small = hu[:, :r * f, :c * f].reshape(n, r, f, c, f).mean((2, 4))
            element = np.ones((5, 5), bool)
            element[::4, ::4] = False
            box = []
            for mask in small > -500:
                eroded = ndimage.binary_erosion(mask, element, border_value=1)
                labels, count = ndimage.label(ndimage.binary_dilation(eroded, element))
                if count:
                    sizes = np.bincount(labels.ravel())[1:]
                    if sizes.max() >= 0.01 * r * c:
                        j, i = np.nonzero(labels == 1 + sizes.argmax())
                        box.append((i.min(), i.max() + 1, j.min(), j.max() + 1))
            if box:
                box = np.array(box) * f
                write([box[:, 0].min(), box[:, 1].max(), box[:, 2].min(), box[:, 3].max()], '<i4')
            """;

    private static Volume blobs(Random random, int slices, int columns, int rows) {
        Volume volume = filled(slices, columns, rows, -1000);
        for (int n = 0; n < 12 * slices; n++) {
            int width = 1 + random.nextInt(1 + columns / 4);
            int height = 1 + random.nextInt(1 + rows / 4);
            int i0 = random.nextInt(columns - width + 1);
            int j0 = random.nextInt(rows - height + 1);
            int hu = random.nextBoolean() ? random.nextInt(-700, 300) : -1000;
            draw(volume, random.nextInt(slices), new PixelBox(i0, i0 + width, j0, j0 + height), hu);
        }
        return volume;
    }

    private static Volume filled(int slices, int columns, int rows, int hu) {
        short[][] values = new short[slices][columns * rows];
        for (short[] slice : values) {
            Arrays.fill(slice, (short) hu);
        }
        return new Volume(values, columns, rows, UNIT);
    }

    private static void draw(Volume volume, int k, PixelBox box, int hu) {
        for (int j = box.j0(); j < box.j1(); j++) {
            Arrays.fill(volume.hu()[k], j * volume.columns() + box.i0(), j * volume.columns() + box.i1(), (short) hu);
        }
    }
}
