package org.lungburden.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.archive.ArchiveLimits;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.phantom.PhantomFile;
import org.lungburden.phantom.PhantomScan;
import org.lungburden.study.MemoryCheck;
import org.lungburden.study.Study;

/** One small phantom as DICOM slices, as NIfTI and as a mask, and a reader of uploads made from them. */
abstract class PhantomUploads {
    private static final int NIFTI_HEADER_BYTES = 352;

    static final byte[] TEXT = "some words".getBytes(UTF_8);

    @TempDir
    Path folder;

    final FormatReader reader = new FormatReader(ArchiveLimits.defaults(), MemoryCheck.NONE);

    List<byte[]> slices = List.of();

    byte[] nifti = {};

    byte[] mask = {};

    @BeforeEach
    void write() throws IOException {
        PhantomScan scan = new PhantomScan(20, 20, 8, 20, 30, "LPS", 0);
        PhantomFile.write(scan, folder.resolve("p.zip"));
        slices = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(folder.resolve("p.zip")))) {
            while (zip.getNextEntry() != null) {
                slices.add(zip.readAllBytes());
            }
        }
        PhantomFile.write(scan, folder.resolve("p.nii.gz"));
        try (InputStream in = new GZIPInputStream(Files.newInputStream(folder.resolve("p.nii.gz")))) {
            nifti = in.readAllBytes();
        }
        mask = nifti.clone();
        ByteBuffer voxels = ByteBuffer.wrap(mask).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = NIFTI_HEADER_BYTES; at < mask.length; at += 2) {
            voxels.putShort(at, (short) (at % 4));
        }
    }

    Study read(byte[] upload) throws IOException {
        return reader.read(Files.write(folder.resolve("upload"), upload), null, progress -> {});
    }

    ErrorCode code(byte[] upload) {
        try {
            read(upload);
            throw new AssertionError("the upload was read");
        } catch (CodedException e) {
            return e.code();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
