package org.lungburden.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lungburden.phantom.PhantomFile;
import org.lungburden.result.ResultDocument;

/**
 * One scan in twelve orientations, each in another form of NIfTI header: the volumes agree to the voxel. A segmenter by
 * density stands for the network, whose answer also depends on each voxel's value and place alone.
 */
@Tag("slow")
class NiftiFormsTest {
    private static final int QFORM_CODE = 252;
    private static final int SFORM_CODE = 254;
    private static final int PIXDIM = 76;
    private static final int SROW = 280;

    @TempDir
    static Path folder;

    private static ResultDocument.VolumesMl expected = new ResultDocument.VolumesMl(0, null, null, 0, 0, 0);

    @BeforeAll
    static void measureTheFirst() throws IOException {
        expected = volumes("LPS", "both");
    }

    @Test
    void theScanHasTwoLungsAndLesions() {
        assertThat(expected.leftLung()).isGreaterThan(1000);
        assertThat(expected.rightLung()).isGreaterThan(1000).isNotEqualTo(expected.leftLung());
        assertThat(expected.groundGlass()).isGreaterThan(100);
    }

    @ParameterizedTest
    @CsvSource({
        "RAS, both",
        "RPI, sform",
        "LAS, qform",
        "PSL, emptySform",
        "SAR, emptyQform",
        "ILP, negativePixdim",
        "RPS, qform",
        "LAI, negativePixdim",
        "PIR, pair",
        "SLA, sform",
        "AIL, emptySform",
        "IRA, gzippedPair"
    })
    void agreeToTheVoxel(String axes, String form) throws IOException {
        assertThat(volumes(axes, form)).isEqualTo(expected);
    }

    private static ResultDocument.VolumesMl volumes(String axes, String form) throws IOException {
        Path run = Files.createTempDirectory(folder, "run");
        Path file = run.resolve("scan.nii");
        PhantomFile.write(OneScan.SCAN.withAxes(axes), file);
        Files.write(file, inForm(Files.readAllBytes(file), form));
        return OneScan.measured(file, run).result().volumesMl();
    }

    private static byte[] inForm(byte[] nifti, String form) throws IOException {
        ByteBuffer header = ByteBuffer.wrap(nifti).order(ByteOrder.LITTLE_ENDIAN);
        switch (form) {
            case "sform" -> header.putShort(QFORM_CODE, (short) 0);
            case "qform" -> header.putShort(SFORM_CODE, (short) 0);
            case "emptySform" -> Arrays.fill(nifti, SROW, SROW + 48, (byte) 0);
            case "emptyQform" -> Arrays.fill(nifti, PIXDIM + 4, PIXDIM + 16, (byte) 0);
            case "negativePixdim" -> {
                header.putShort(SFORM_CODE, (short) 0);
                for (int axis = 1; axis <= 3; axis++) {
                    header.putFloat(PIXDIM + 4 * axis, -header.getFloat(PIXDIM + 4 * axis));
                }
            }
            case "pair", "gzippedPair" -> {
                return pair(nifti, form.startsWith("gz"));
            }
            default -> assertThat(form).isEqualTo("both");
        }
        return nifti;
    }

    private static byte[] pair(byte[] nifti, boolean gzipped) throws IOException {
        byte[] head = Arrays.copyOf(nifti, 348);
        ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).putFloat(108, 0);
        head[345] = 'i';
        byte[] voxels = Arrays.copyOfRange(nifti, 352, nifti.length);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(gzipped ? "scan.img.gz" : "scan.img"));
            zip.write(gzipped ? gzip(voxels) : voxels);
            zip.putNextEntry(new ZipEntry(gzipped ? "scan.hdr.gz" : "scan.hdr"));
            zip.write(gzipped ? gzip(head) : head);
        }
        return bytes.toByteArray();
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }
}
