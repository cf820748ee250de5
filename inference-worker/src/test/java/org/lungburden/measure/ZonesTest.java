package org.lungburden.measure;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lungburden.geometry.Affine;
import org.lungburden.geometry.LabelVolume;
import org.lungburden.geometry.Volume;

class ZonesTest {
    private static final Affine AFFINE = Affine.ofRows(-1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 1, 0);

    /** One column is the right lung, the other the left; each character is the label of one slice, feet first. */
    private static LabelCounts drawn(String right, String left) {
        byte[][] labels = new byte[right.length()][2];
        byte[][] sides = new byte[right.length()][];
        for (int k = 0; k < labels.length; k++) {
            labels[k][0] = (byte) (right.charAt(k) - '0');
            labels[k][1] = (byte) (left.charAt(k) - '0');
            sides[k] = new byte[] {1, 2};
        }
        Volume scan = new Volume(new short[labels.length][2], 2, 1, AFFINE);
        return LabelCounts.of(new LabelVolume(labels, 2, 1, AFFINE), scan, sides);
    }

    @Test
    void thirdsAreThoseOfEachLungsOwnHeight() {
        Zones zones = new Zones(drawn("0111222110", "1112220000"));

        assertThat(zones.amounts(1))
                .extracting(zone -> zone.zone() + " " + zone.amount().lung() + " "
                        + zone.amount().groundGlass())
                .containsExactly(
                        "RIGHT_UPPER 3 1",
                        "RIGHT_MIDDLE 2 2",
                        "RIGHT_LOWER 3 0",
                        "LEFT_UPPER 2 2",
                        "LEFT_MIDDLE 2 1",
                        "LEFT_LOWER 2 0");
    }

    @ParameterizedTest
    @CsvSource({"1, 0 1 0", "2, 1 0 1", "3, 1 1 1", "4, 1 2 1", "5, 2 1 2", "7, 2 3 2", "100, 33 34 33"})
    void slicesBelongToTheThirdThatHoldsTheirCenters(int slices, String sizes) {
        LabelCounts counts = drawn("1".repeat(slices), "0".repeat(slices));
        Zones zones = new Zones(counts);
        long[] found = new long[3];
        zones.amounts(1)
                .forEach(zone -> found[zone.zone().third()] = zone.amount().lung());

        assertThat(found)
                .containsExactly(Arrays.stream(sizes.split(" "))
                        .mapToLong(Long::parseLong)
                        .toArray());
        long[] bySlice = new long[3];
        for (int k = 0; k < slices; k++) {
            bySlice[requireNonNull(zones.at(Side.RIGHT, k)).third()]++;
        }
        assertThat(bySlice).containsExactly(found);
        assertThat(zones.at(Side.RIGHT, -1)).isNull();
        assertThat(zones.at(Side.RIGHT, slices)).isNull();
        assertThat(zones.at(Side.LEFT, 0)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "1000, 0, 0",
        "1000, 99, 0",
        "1000, 100, 1",
        "1000, 249, 1",
        "1000, 250, 2",
        "1000, 499, 2",
        "1000, 500, 3",
        "1000, 749, 3",
        "1000, 750, 4",
        "1000, 1000, 4",
        "99, 99, 0"
    })
    void scoresByExtent(long lung, long opacity, int score) {
        Amount amount = new Amount(0.01, lung, opacity / 2, opacity - opacity / 2);
        assertThat(new ZoneAmount(Zone.LEFT_LOWER, amount).score()).isEqualTo(score);
    }
}
