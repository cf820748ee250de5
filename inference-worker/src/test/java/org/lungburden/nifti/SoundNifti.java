package org.lungburden.nifti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.archive.ArchiveLimits;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.geometry.Affine;
import org.lungburden.geometry.Grids;
import org.lungburden.geometry.Volume;
import org.lungburden.study.MemoryCheck;
import org.lungburden.study.Study;

/** One sound NIfTI file, which tests break in one way at a time. */
abstract class SoundNifti {
    static final Affine LPS = Affine.ofRows(-1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 2, 0);

    @TempDir
    Path folder;

    byte[] sound = new byte[0];

    @BeforeEach
    void writeSoundFile() throws IOException {
        sound = bytes(Grids.random(6, 5, 8, LPS, 1));
    }

    byte[] bytes(Volume volume) throws IOException {
        Path file = folder.resolve("sound.nii");
        NiftiWriter.writeVolume(volume, file);
        return Files.readAllBytes(file);
    }

    Affine affine(byte[] upload) throws IOException {
        return read(upload).scan().affine();
    }

    Study read(byte[] upload) throws IOException {
        Path file = Files.write(folder.resolve("upload"), upload);
        return new NiftiStudyReader(ArchiveLimits.defaults(), MemoryCheck.NONE).read(file, progress -> {});
    }

    byte[] edited(Consumer<ByteBuffer> edit) {
        byte[] copy = sound.clone();
        edit.accept(ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN));
        return copy;
    }

    ErrorCode code(byte[] upload) {
        return fault(upload).code();
    }

    CodedException fault(byte[] upload) {
        CodedException fault = catchThrowableOfType(CodedException.class, () -> read(upload));
        assertThat(fault).isNotNull();
        return fault;
    }

    static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    static byte[] zip(byte[]... members) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (int n = 0; n < members.length; n++) {
                zip.putNextEntry(new ZipEntry("member" + n));
                zip.write(members[n]);
            }
        }
        return out.toByteArray();
    }
}
