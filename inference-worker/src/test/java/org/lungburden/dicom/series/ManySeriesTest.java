package org.lungburden.dicom.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lungburden.archive.Archive;
import org.lungburden.archive.ArchiveLimits;
import org.lungburden.dicom.file.DataSet;
import org.lungburden.dicom.file.Tag;
import org.lungburden.dicom.file.Uid;

/** Headers cost their sender little, so many of them must not cost the worker much. */
class ManySeriesTest {
    private static final int MANY = 20_000;

    private static final Archive NOTHING = new Archive() {
        @Override
        public List<Member> members() {
            return List.of();
        }

        @Override
        public long allowanceBytes() {
            return 0;
        }

        @Override
        public InputStream open(Member member) {
            return InputStream.nullInputStream();
        }

        @Override
        public InputStream counted(Member member, InputStream unpacked) {
            return unpacked;
        }

        @Override
        public void close() {}
    };

    private static final SeriesGroups GROUPS =
            new SeriesGroups(new IdenticalCopies(new FramePixels(NOTHING, ArchiveLimits.defaults())));

    /** Each slice in a series of its own, at any place; and beside them one volume that they might complete. */
    private static List<PlacedFrame> slices(boolean beside) {
        Random random = new Random(1);
        List<PlacedFrame> frames = new ArrayList<>();
        for (int n = 0; n < MANY; n++) {
            boolean ofVolume = beside && n < 20;
            frames.add(slice(ofVolume ? "1.9" : "1.8." + n, ofVolume ? 2 * n : 1e-3 * random.nextInt(2_000_000)));
        }
        return frames;
    }

    private static PlacedFrame slice(String series, double z) {
        DataSet header = new DataSet(false);
        put(header, Tag.SERIES_INSTANCE_UID, series);
        put(header, Tag.IMAGE_POSITION_PATIENT, "0\\0\\" + z);
        put(header, Tag.IMAGE_ORIENTATION_PATIENT, "1\\0\\0\\0\\1\\0");
        put(header, Tag.PIXEL_SPACING, "1\\1");
        CtFile file = new CtFile(
                new Archive.Member() {
                    @Override
                    public String name() {
                        return series;
                    }

                    @Override
                    public long declaredBytes() {
                        return 0;
                    }
                },
                List.of(header),
                Uid.EXPLICIT_LITTLE_ENDIAN,
                null,
                false);
        return PlacedFrame.of(new CtFrame(file, 0, header)).orElseThrow();
    }

    private static void put(DataSet header, int tag, String value) {
        header.put(tag, value.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD, unit = TimeUnit.SECONDS)
    void aSeriesForEachOfManySlicesIsSortedInSeconds() throws Exception {
        assertThat(GROUPS.of(slices(false)).stream().mapToInt(List::size).sum()).isGreaterThan(MANY / 2);
        List<List<PlacedFrame>> groups = GROUPS.of(slices(true));
        assertThat(groups).anySatisfy(group -> assertThat(group).hasSize(20));
    }

    @Test
    void sortingEndsWhenItIsInterrupted() {
        List<PlacedFrame> frames = slices(true).subList(0, 100);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> GROUPS.of(frames)).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
    }
}
