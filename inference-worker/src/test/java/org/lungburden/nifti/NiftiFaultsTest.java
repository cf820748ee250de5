package org.lungburden.nifti;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.archive.ArchiveLimits;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.geometry.Affine;
import org.lungburden.geometry.Grids;
import org.lungburden.geometry.Volume;
import org.lungburden.study.MemoryCheck;
import org.lungburden.study.QualityFlag;
import org.lungburden.study.Study;

/** One sound file, broken in one way at a time. Offsets are those of nifti1.h. */
class NiftiFaultsTest {
    private static final Affine LPS = Affine.ofRows(-1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 2, 0);

    @TempDir
    Path folder;

    private byte[] sound = new byte[0];

    @BeforeEach
    void writeSoundFile() throws IOException {
        sound = bytes(Grids.random(6, 5, 8, LPS, 1));
    }

    private byte[] bytes(Volume volume) throws IOException {
        Path file = folder.resolve("sound.nii");
        NiftiWriter.writeVolume(volume, file);
        return Files.readAllBytes(file);
    }

    @Test
    void theSoundFileIsRead() throws Exception {
        assertThat(read(sound).scan().hu())
                .isDeepEqualTo(Grids.random(6, 5, 8, LPS, 1).hu());
    }

    @ParameterizedTest
    @CsvSource({
        "40, 2, UNSUPPORTED_NIFTI",
        "40, 0, CORRUPT_IMAGE",
        "40, 8, CORRUPT_IMAGE",
        "42, -6, CORRUPT_IMAGE",
        "46, 0, CORRUPT_IMAGE",
        "46, 9, CORRUPT_IMAGE",
        "46, 8000, CORRUPT_IMAGE",
        "46, 32767, UNSUPPORTED_NIFTI",
        "70, 128, UNSUPPORTED_NIFTI",
        "70, 1, UNSUPPORTED_NIFTI",
        "70, 32, UNSUPPORTED_NIFTI",
        "72, 8, CORRUPT_IMAGE"
    })
    void refusesHeadersWhoseShortIsWrong(int at, int value, ErrorCode code) throws Exception {
        assertThat(code(edited(header -> header.putShort(at, (short) value)))).isEqualTo(code);
    }

    @Test
    void refusesAPatientOfFourMeters() throws Exception {
        Affine tall = Affine.ofRows(-1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 40, 0);
        byte[] file = bytes(Grids.random(2, 2, 100, tall, 1));
        assertThat(code(file)).isEqualTo(ErrorCode.UNSUPPORTED_NIFTI);
    }

    @Test
    void refusesAFileWithoutOrientation() throws Exception {
        CodedException fault = fault(edited(header -> header.putInt(252, 0)));
        assertThat(fault.code()).isEqualTo(ErrorCode.UNSUPPORTED_NIFTI);
        assertThat(fault).hasMessageContaining("sform_code and qform_code are 0");
    }

    @ParameterizedTest
    @CsvSource({"128, RGB24", "2304, RGBA32", "32, COMPLEX64", "1792, COMPLEX128", "2048, COMPLEX256", "1, BINARY"})
    void namesTheTypeThatItRefuses(short datatype, String name) {
        assertThat(fault(edited(header -> header.putShort(70, datatype)))).hasMessageContaining(name);
    }

    @Test
    void bitpixMayBeUnset() throws Exception {
        assertThat(affine(edited(header -> header.putShort(72, (short) 0)))).isEqualTo(LPS);
    }

    @Test
    void anOffsetOfZeroMeansBehindTheHeaderUnlessAnExtensionFollows() throws Exception {
        byte[] zero = edited(header -> header.putFloat(108, 0));
        assertThat(read(zero).scan().hu()).isDeepEqualTo(read(sound).scan().hu());
        zero[348] = 1;
        assertThat(code(zero)).isEqualTo(ErrorCode.CORRUPT_IMAGE);
        byte[] within = edited(header -> header.putFloat(108, 348));
        assertThat(fault(within)).hasMessageContaining("vox_offset is 348");
    }

    @Test
    void unusedDimensionsMayBeZero() throws Exception {
        byte[] four = edited(header -> header.putShort(40, (short) 5).putInt(48, 0));
        assertThat(affine(four)).isEqualTo(LPS);
        assertThat(code(edited(header -> header.putShort(40, (short) 4).putShort(48, (short) -1))))
                .isEqualTo(ErrorCode.CORRUPT_IMAGE);
    }

    @Test
    void refusesSeveralVolumes() throws Exception {
        byte[] series = edited(header -> header.putShort(40, (short) 4).putShort(48, (short) 2));
        assertThat(code(series)).isEqualTo(ErrorCode.UNSUPPORTED_NIFTI);
    }

    @ParameterizedTest
    @CsvSource({
        "108, 40, CORRUPT_IMAGE",
        "108, NaN, CORRUPT_IMAGE",
        "108, 352.5, CORRUPT_IMAGE",
        "108, 1e30, CORRUPT_IMAGE",
        "116, NaN, CORRUPT_IMAGE",
        "280, -0.001, UNSUPPORTED_NIFTI",
        "280, 700, UNSUPPORTED_NIFTI"
    })
    void refusesHeadersWhoseFloatIsWrong(int at, float value, ErrorCode code) throws Exception {
        assertThat(code(edited(header -> header.putFloat(at, value)))).isEqualTo(code);
    }

    @Test
    void refusesAxesInOnePlane() throws Exception {
        byte[] flat = edited(
                header -> header.putShort(252, (short) 0).putFloat(284, -1).putFloat(300, 0));
        assertThat(code(flat)).isEqualTo(ErrorCode.CORRUPT_IMAGE);
    }

    /** A form that is announced and not usable counts as absent; here each is spoiled in turn, then both. */
    @ParameterizedTest
    @CsvSource({"280, NaN", "280, 0", "284, -1e30", "316, Infinity"})
    void anUnusableSformGivesWayToTheQform(int at, float value) throws Exception {
        byte[] spoiled = edited(header -> header.putFloat(at, value).putFloat(300, at == 284 ? 0 : -1));
        assertThat(affine(spoiled)).isEqualTo(LPS);
        byte[] neither = spoiled.clone();
        ByteBuffer.wrap(neither).order(ByteOrder.LITTLE_ENDIAN).putShort(252, (short) 0);
        assertThat(code(neither)).isEqualTo(ErrorCode.CORRUPT_IMAGE);
    }

    @ParameterizedTest
    @CsvSource({"80, 0", "80, NaN", "256, 3", "260, NaN", "268, Infinity"})
    void anUnusableQformGivesWayToTheSform(int at, float value) throws Exception {
        byte[] spoiled = edited(header -> header.putFloat(at, value));
        assertThat(affine(spoiled)).isEqualTo(LPS);
        byte[] neither = spoiled.clone();
        ByteBuffer.wrap(neither).order(ByteOrder.LITTLE_ENDIAN).putShort(254, (short) 0);
        assertThat(code(neither)).isEqualTo(ErrorCode.CORRUPT_IMAGE);
    }

    @Test
    void formsThatMirrorEachOtherAreFlagged() throws Exception {
        Study study = read(edited(header -> header.putFloat(280, 1)));
        assertThat(study.scan().affine().at(0, 0)).isEqualTo(1);
        assertThat(study.quality()).extracting(QualityFlag::code).containsExactly("ORIENTATION_ASSUMED");
        assertThat(read(sound).quality()).isEmpty();
    }

    @Test
    void twoVoxelSizesAreNamedAndTheSformIsUsed() throws Exception {
        Study study = read(edited(header -> header.putFloat(80, 0.75f)));
        assertThat(study.scan().affine()).isEqualTo(LPS);
        assertThat(study.quality()).singleElement().satisfies(flag -> {
            assertThat(flag.code()).isEqualTo("VOXEL_SIZE_AMBIGUOUS");
            assertThat(flag.message())
                    .contains("1.00 x 1.00 x 2.00 mm (sform)", "0.75 x 1.00 x 2.00 mm (pixdim)", "the sform was used");
        });
        assertThat(read(edited(header -> header.putFloat(80, 1.005f))).quality())
                .as("rounded")
                .isEmpty();
    }

    /** srow_z[2] 1 makes an sform of zeros and ones; pixdim still tells of 2 mm. */
    @ParameterizedTest
    @ValueSource(shorts = {0, 1})
    void aDefaultSformGivesWayToPixdim(short qformCode) throws Exception {
        Study study = read(edited(header -> header.putShort(252, qformCode).putFloat(320, 1)));
        assertThat(study.scan().affine()).isEqualTo(LPS);
        assertThat(study.quality()).singleElement().satisfies(flag -> {
            assertThat(flag.code()).isEqualTo("VOXEL_SIZE_AMBIGUOUS");
            assertThat(flag.message()).contains("the pixdim was used", "may be swapped");
        });
    }

    @Test
    void onlySizesThatNobodySetLookLikeADefault() throws Exception {
        byte[] ones = edited(header -> header.putFloat(88, 1).putFloat(320, 1));
        assertThat(read(ones).quality()).extracting(QualityFlag::code).containsExactly("VOXEL_SIZE_DEFAULT");
        ByteBuffer.wrap(ones).order(ByteOrder.LITTLE_ENDIAN).putFloat(292, 12.5f);
        assertThat(read(ones).quality()).as("with an origin").isEmpty();
    }

    private Affine affine(byte[] upload) throws IOException {
        return read(upload).scan().affine();
    }

    private Study read(byte[] upload) throws IOException {
        Path file = Files.write(folder.resolve("upload"), upload);
        return new NiftiStudyReader(ArchiveLimits.defaults(), MemoryCheck.NONE).read(file, progress -> {});
    }

    @Test
    void refusesHalfAPairAndAnalyze() throws Exception {
        byte[] half = edited(header -> header.put(345, (byte) 'i'));
        assertThat(fault(half)).hasMessageContaining(".hdr").hasMessageContaining("UNSUPPORTED_NIFTI");
        assertThat(fault(zip(half))).hasMessageContaining("send a zip of .hdr and .img");
        assertThat(fault(zip(half, sound, sound))).hasMessageContaining("AMBIGUOUS_SERIES");
        assertThat(fault(zip(half, new byte[9], new byte[9]))).hasMessageContaining("2 files that may hold its voxels");
        assertThat(code(zip(half, new byte[351 + 480]))).isEqualTo(ErrorCode.CORRUPT_IMAGE);
        assertThat(code(edited(header -> header.putInt(344, 0)))).isEqualTo(ErrorCode.UNSUPPORTED_NIFTI);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 347, 348, 351, 352, 353, 831})
    void aNiftiCutShortIsACorruptImage(int length) throws Exception {
        byte[] cut = Arrays.copyOf(sound, length);
        assertThat(code(cut)).isEqualTo(ErrorCode.CORRUPT_IMAGE);
        assertThat(code(gzip(cut))).isEqualTo(ErrorCode.CORRUPT_IMAGE);
    }

    @Test
    void aGzipCutShortIsACorruptArchive() throws Exception {
        byte[] whole = gzip(sound);
        for (int length : new int[] {4, 9, 10, 100, whole.length - 9, whole.length - 1}) {
            assertThat(code(Arrays.copyOf(whole, length)))
                    .as("%d bytes", length)
                    .isEqualTo(ErrorCode.CORRUPT_ARCHIVE);
        }
    }

    @Test
    void whatIsNoNiftiIsUnsupported() throws Exception {
        byte[] words = "no image here, only words".getBytes(UTF_8);
        assertThat(code(words)).isEqualTo(ErrorCode.UNSUPPORTED_NIFTI);
        assertThat(code(gzip(words))).isEqualTo(ErrorCode.UNSUPPORTED_NIFTI);
        assertThat(code(gzip(new byte[0]))).isEqualTo(ErrorCode.UNSUPPORTED_NIFTI);
        assertThat(code(zip(words, words))).isEqualTo(ErrorCode.UNSUPPORTED_NIFTI);
    }

    @Test
    void refusesTwoNiftiInAZip() throws Exception {
        assertThat(code(zip(sound, gzip(sound)))).isEqualTo(ErrorCode.AMBIGUOUS_SERIES);
    }

    @Test
    void refusesSevenSlicesFromFeetToHead() throws Exception {
        assertThat(code(bytes(Grids.random(20, 20, 7, LPS, 1)))).isEqualTo(ErrorCode.TOO_FEW_SLICES);
        Affine coronal = Affine.ofRows(-1, 0, 0, 0, 0, 0, -1, 0, 0, -1, 0, 0);
        assertThat(code(bytes(Grids.random(20, 7, 20, coronal, 1)))).isEqualTo(ErrorCode.TOO_FEW_SLICES);
    }

    @Test
    void aHeaderThatNoGzipCouldFillAllocatesNothing() throws Exception {
        byte[] huge = edited(header ->
                header.putShort(42, (short) 4000).putShort(44, (short) 4000).putShort(46, (short) 4000));
        assertThat(code(gzip(huge))).isEqualTo(ErrorCode.CORRUPT_IMAGE);
    }

    private byte[] edited(Consumer<ByteBuffer> edit) {
        byte[] copy = sound.clone();
        edit.accept(ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN));
        return copy;
    }

    private ErrorCode code(byte[] upload) {
        return fault(upload).code();
    }

    private CodedException fault(byte[] upload) {
        CodedException fault = catchThrowableOfType(CodedException.class, () -> read(upload));
        assertThat(fault).isNotNull();
        return fault;
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] zip(byte[]... members) throws IOException {
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
