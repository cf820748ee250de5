package org.lungburden.dicom.write;

import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.lungburden.geometry.Volume;

/**
 * Writes a volume as a zip of CT Image Storage files in explicit VR little endian, one file for each slice (DICOM PS3.3
 * A.3). The same volume and identifiers give the same bytes. File names are not in slice order, as in real exports.
 * Tests thus find a reader that relies on file names.
 */
public final class DicomSeriesWriter {
    private static final LocalDateTime ENTRY_TIME = LocalDateTime.of(2000, 1, 1, 0, 0);

    private DicomSeriesWriter() {}

    /**
     * @param volume any affine whose first two columns are at right angles; a sheared third column becomes a tilted
     *     gantry. intensities above 31743 HU are clipped
     * @param out receives the zip; stays open
     */
    public static void write(Volume volume, SeriesUids uids, OutputStream out) throws IOException {
        CtSliceWriter writer = new CtSliceWriter(volume, uids);
        int slices = volume.slices();
        int stride = strideCoprimeTo(slices);
        ZipOutputStream zip = new ZipOutputStream(out);
        for (int file = 0; file < slices; file++) {
            ZipEntry entry = new ZipEntry(String.format(Locale.ROOT, "CT/IM%05d.dcm", file + 1));
            entry.setTimeLocal(ENTRY_TIME);
            zip.putNextEntry(entry);
            zip.write(writer.slice((int) ((long) file * stride % slices)));
            zip.closeEntry();
        }
        zip.finish();
    }

    private static int strideCoprimeTo(int slices) {
        int stride = Math.max(1, (int) Math.round(0.618 * slices));
        while (gcd(stride, slices) != 1) {
            stride++;
        }
        return stride;
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
