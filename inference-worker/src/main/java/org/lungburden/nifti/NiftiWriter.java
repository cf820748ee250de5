package org.lungburden.nifti;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lungburden.geometry.Interruption;
import org.lungburden.geometry.LabelVolume;
import org.lungburden.geometry.Volume;
import org.lungburden.study.NiftiCodes;
import org.lungburden.study.Study;

/** Writes NIfTI-1 single files, little-endian; the same input gives the same bytes. */
public final class NiftiWriter {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int SLAB_BYTES = 4 << 20;

    private NiftiWriter() {}

    /**
     * Writes a mask as {@code .nii.gz} with voxels of uint8: 0 background, 1 lung, 2 ground-glass opacity, 3 high
     * opacity.
     *
     * @param scanGrid labels on the scan's own grid
     * @param codes geometry fields of a NIfTI input, repeated bit for bit. Null for DICOM: then the affine becomes
     *     sform and, for perpendicular axes, qform, both with code 1 (scanner)
     */
    public static void writeLabels(LabelVolume scanGrid, @Nullable NiftiCodes codes, Path gz) throws IOException {
        NiftiCodes geometry = codes == null ? NiftiCodesFromAffine.of(scanGrid.affine()) : codes;
        int[] shape = {scanGrid.columns(), scanGrid.rows(), scanGrid.slices()};
        Interruption interruption = Interruption.ofThisThread();
        try (OutputStream out = new FastGzip(Files.newOutputStream(gz), BUFFER_BYTES)) {
            out.write(NiftiHeaderBytes.ofLabels(shape, geometry));
            for (byte[] slice : scanGrid.labels()) {
                interruption.check();
                out.write(slice);
            }
        }
    }

    /**
     * Writes the Hounsfield units of a scan as int16 on its own grid, which is also the grid of its labels. Whole slices
     * form slabs that a viewer can ask for one by one ({@link GzipSlabs}).
     */
    public static void writeImage(Study study, Path gz) throws IOException {
        NiftiCodes codes = study.niftiCodes();
        Volume scan = study.scan();
        byte[] header = header(scan, codes == null ? NiftiCodesFromAffine.of(scan.affine()) : codes);
        long sliceBytes = 2L * scan.columns() * scan.rows();
        int slab = Math.toIntExact(sliceBytes * Math.max(1, SLAB_BYTES / sliceBytes));
        try (OutputStream out = new GzipSlabs(gz, header, sliceBytes * scan.slices(), slab)) {
            writeSlices(scan, out);
        }
    }

    /** Writes HU as int16, gzipped when the file's name ends in {@code .gz}. */
    public static void writeVolume(Volume volume, Path file) throws IOException {
        OutputStream plain = Files.newOutputStream(file);
        try (OutputStream out =
                file.toString().toLowerCase(Locale.ROOT).endsWith(".gz") ? new FastGzip(plain, BUFFER_BYTES) : plain) {
            out.write(header(volume, NiftiCodesFromAffine.of(volume.affine())));
            writeSlices(volume, out);
        }
    }

    private static byte[] header(Volume volume, NiftiCodes codes) {
        return NiftiHeaderBytes.ofHu(new int[] {volume.columns(), volume.rows(), volume.slices()}, codes);
    }

    private static void writeSlices(Volume volume, OutputStream out) throws IOException {
        Interruption interruption = Interruption.ofThisThread();
        byte[] bytes = new byte[2 * volume.columns() * volume.rows()];
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (short[] slice : volume.hu()) {
            interruption.check();
            buffer.asShortBuffer().put(slice);
            out.write(bytes);
        }
    }
}
