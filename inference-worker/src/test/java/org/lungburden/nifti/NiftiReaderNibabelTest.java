package org.lungburden.nifti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.archive.ArchiveLimits;
import org.lungburden.geometry.Volume;
import org.lungburden.study.MemoryCheck;
import org.lungburden.study.QualityFlag;
import org.lungburden.study.Study;
import org.lungburden.testing.PythonOracle;
import org.lungburden.testing.StartsPrograms;

/** Files that nibabel wrote, in every voxel type and byte order, against what nibabel reads from them. */
@StartsPrograms
class NiftiReaderNibabelTest {
    private static final String SCRIPT = """
            import sys, gzip, zipfile, numpy as np, nibabel as nib
            folder = sys.argv[1]
            rng = np.random.default_rng(5)
            hu = rng.integers(-1000, 300, (7, 5, 9))
            c, s = np.cos(0.2), np.sin(0.2)
            turn = np.array([[c, -s, 0], [s, c, 0], [0, 0, 1.0]]) @ np.array([[1, 0, 0], [0, c, -s], [0, s, c]])
            affine = np.eye(4)
            affine[:3, :3] = turn @ np.diag([-0.7, -0.8, 2.5])
            affine[:3, 3] = [101.5, -33.25, -710]

            def expected(name, image):
                with np.errstate(invalid="ignore"):
                    values = image.get_fdata(dtype=np.float64)
                    values = np.where(np.isnan(values), -1024, np.clip(np.rint(values), -32768, 32767))
                with open(f"{folder}/{name}.expected", "wb") as out:
                    out.write(image.affine[:3].astype("<f8").tobytes())
                    out.write(values.astype("<i2").tobytes(order="F"))

            def write(name, values, dtype, cls=nib.Nifti1Image, endian="<", slope=None, inter=0, edit=None, suffix=".nii"):
                header = cls.header_class(endianness=endian)
                header.set_data_dtype(dtype)
                header.set_xyzt_units("mm")
                image = cls(values, affine, header)
                image.header.set_data_dtype(dtype)
                image.set_qform(affine, 2)
                image.set_sform(affine, 1)
                if slope is not None:
                    image.header.set_slope_inter(slope, inter)
                if edit:
                    edit(image)
                nib.save(image, f"{folder}/{name}{suffix}")
                expected(name, nib.load(f"{folder}/{name}{suffix}"))

            types = ["i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f4", "f8"]
            for cls, version in ((nib.Nifti1Image, 1), (nib.Nifti2Image, 2)):
                for endian, label in (("<", "le"), (">", "be")):
                    for t in types:
                        if t in ("i1", "u1"):
                            stored, slope, inter = (hu + 1000) // 10 - (128 if t == "i1" else 0), 10, (280 if t == "i1" else -1000)
                        elif t[0] == "u":
                            stored, slope, inter = hu + 1024, 1, -1024
                        else:
                            stored, slope, inter = hu, 1, 0
                        write(f"{t}-{label}-{version}", stored.astype(t), t, cls, endian, slope, inter)
            halves = hu.astype("f4") + 0.5
            halves[0, 0, 0], halves[1, 0, 0], halves[2, 0, 0] = np.nan, 1e9, -1e9
            write("halves", halves, "f4")
            write("scaled", hu.astype("i2"), "i2", slope=0.9375, inter=-3.25)
            write("gzipped", hu.astype("i2"), "i2", suffix=".nii.gz")
            write("trailing-one", hu.astype("i2")[..., None], "i2")

            # nibabel would write the sform again, so it is taken out of the file; mirrored: qfac is -1
            for name, flip in (("qform-only", 1), ("qform-mirrored", -1)):
                image = nib.Nifti1Image(hu.astype("i2"), affine @ np.diag([1, 1, flip, 1]))
                image.header.set_xyzt_units("mm")
                image.set_qform(image.affine, 1)
                path = f"{folder}/{name}.nii"
                nib.save(image, path)
                raw = bytearray(open(path, "rb").read())
                raw[254:256] = bytes(2)
                raw[280:328] = bytes(48)
                open(path, "wb").write(raw)
                read = nib.load(path)
                assert read.header["sform_code"] == 0 and read.header["pixdim"][0] == flip
                expected(name, read)

            # what nibabel mends or takes by its magnitude; the bytes are written by hand
            def rewrite(name, source, *edits, endian="<", header=nib.nifti1.header_dtype):
                raw = bytearray(open(f"{folder}/{source}.nii", "rb").read())
                head = np.frombuffer(raw, header.newbyteorder(endian), 1)
                for field, value in edits:
                    head[field] = value
                open(f"{folder}/{name}.nii", "wb").write(raw)
                expected(name, nib.load(f"{folder}/{name}.nii"))
            for flip, source in (("", "qform-only"), ("-qfac", "qform-mirrored")):
                pixdim = nib.load(f"{folder}/{source}.nii").header["pixdim"].copy()
                pixdim[1:4] *= (-1, -1, 1)
                rewrite("negative-pixdim" + flip, source, ("pixdim", pixdim))
                pixdim[3] *= -1
                rewrite("negative-pixdims" + flip, source, ("pixdim", pixdim))
            pixdim = nib.load(f"{folder}/qform-only.nii").header["pixdim"].copy()
            pixdim[0] = 0
            rewrite("qfac-zero", "qform-only", ("pixdim", pixdim))
            half_turn = [("quatern_b", 0), ("quatern_c", 0), ("quatern_d", np.nextafter(np.float32(1), np.float32(2)))]
            rewrite("quaternion-above-one", "qform-only", *half_turn)
            for slope in (0, np.nan, np.inf, -np.inf):
                rewrite(f"slope-{slope}", "scaled", ("scl_slope", slope))
            rewrite("slope-and-inter-nan", "scaled", ("scl_slope", np.nan), ("scl_inter", np.nan))
            rewrite("slope-negative", "scaled", ("scl_slope", -0.5), ("scl_inter", -400))
            rewrite("sform-code-zero", "scaled", ("sform_code", 0))
            rewrite("qform-code-zero", "scaled", ("qform_code", 0))
            open(f"{folder}/trailing-bytes.nii", "wb").write(open(f"{folder}/scaled.nii", "rb").read() + b"words behind")
            expected("trailing-bytes", nib.load(f"{folder}/trailing-bytes.nii"))

            # numpy writes the x87 form here; binary128 is put together from its definition
            def quad(x):
                m, e = np.frexp(abs(x))
                bits = 0 if x == 0 else (int(x < 0) << 127) | ((int(e) - 1 + 16383) << 112) | (int(np.ldexp(m, 53)) - (1 << 52) << 60)
                return bits.to_bytes(16, "little")
            for name, form in (("x87", lambda x: np.longdouble(x).tobytes()[:10] + bytes(6)), ("binary128", lambda x: quad(float(x)))):
                for order in "<>":
                    write(f"as-double", (hu * 8 / 7).astype("f8"), "f8", endian=order)
                    raw = bytearray(open(f"{folder}/as-double.nii", "rb").read())[:352]
                    head = np.frombuffer(raw, nib.nifti1.header_dtype.newbyteorder(order), 1)
                    head["datatype"], head["bitpix"], head["vox_offset"] = 1536, 128, 352
                    voxels = [form(x) for x in (hu * 8 / 7).ravel(order="F")]
                    label = f"{name}-{'le' if order == '<' else 'be'}"
                    open(f"{folder}/{label}.nii", "wb").write(raw + b"".join(v if order == "<" else v[::-1] for v in voxels))
                    expected(label, nib.load(f"{folder}/as-double.nii"))

            # pairs: nibabel reads the two files, the reader a zip of them
            for label, cls, order, gz in (("1", nib.Nifti1Pair, "<", ""), ("2", nib.Nifti2Pair, ">", ""), ("gz", nib.Nifti1Pair, ">", ".gz")):
                header = cls.header_class(endianness=order)
                header.set_xyzt_units("mm")
                image = cls(hu.astype("i2"), affine, header)
                if label == "2":
                    image.header["vox_offset"] = 64
                nib.save(image, f"{folder}/half-{label}.img{gz}")
                expected(f"pair-{label}", nib.load(f"{folder}/half-{label}.img{gz}"))
                with zipfile.ZipFile(f"{folder}/pair-{label}.zip", "w", zipfile.ZIP_DEFLATED) as z:
                    z.writestr("a/other.img", b"another image")
                    z.write(f"{folder}/half-{label}.img{gz}", f"a/Scan.IMG{gz}")
                    z.write(f"{folder}/half-{label}.hdr{gz}", f"a/scan.hdr{gz}")
            gzipped = open(f"{folder}/gzipped.nii.gz", "rb").read()
            whole = gzip.decompress(gzipped)
            parts = gzip.compress(whole[:300]) + gzip.compress(whole[300:900]) + gzip.compress(whole[900:])
            for name, content in (("zeros-behind", gzipped + bytes(512)), ("members", parts), ("members-zeros", parts + bytes(3))):
                open(f"{folder}/{name}.nii.gz", "wb").write(content)
                expected(name, nib.load(f"{folder}/{name}.nii.gz"))

            def disagree(image):
                image.set_qform(np.diag([1, 1, 1, 1.0]), 1)
            write("sform-over-qform", hu.astype("i2"), "i2", edit=disagree)

            def extended(image):
                image.header.extensions.append(nib.nifti1.Nifti1Extension("comment", b"some words here"))
            write("extension", hu.astype("i2"), "i2", edit=extended)

            def unknown(image):
                image.header["xyzt_units"] = 0
            write("no-units", hu.astype("i2"), "i2", edit=unknown)
            for unit, factor in (("meter", 1e-3), ("micron", 1e3)):
                def scaled(image, factor=factor, unit=unit):
                    f = np.diag([factor, factor, factor, 1])
                    image.set_sform(f @ affine, 1)
                    image.header.set_xyzt_units(unit)
                write(unit, hu.astype("i2"), "i2", edit=scaled)
            with zipfile.ZipFile(f"{folder}/zipped.zip", "w", zipfile.ZIP_DEFLATED) as z:
                z.writestr("readme.txt", "words")
                z.write(f"{folder}/scaled.nii", "a/b/scan.nii")
            with zipfile.ZipFile(f"{folder}/zipped-gz.zip", "w", zipfile.ZIP_DEFLATED) as z:
                z.write(f"{folder}/gzipped.nii.gz", "scan.bin")
            """;

    @TempDir
    static Path folder;

    private final NiftiStudyReader reader = new NiftiStudyReader(ArchiveLimits.defaults(), MemoryCheck.NONE);

    @BeforeAll
    static void writeFiles() throws Exception {
        PythonOracle.run(folder, SCRIPT, folder);
    }

    static Stream<String> types() {
        return Stream.of("i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f4", "f8")
                .flatMap(type -> Stream.of("le", "be").map(order -> type + "-" + order))
                .flatMap(name -> Stream.of(name + "-1", name + "-2"));
    }

    @ParameterizedTest
    @MethodSource("types")
    void readsEveryTypeInBothOrdersAndVersions(String name) throws Exception {
        assertEqual(read(name + ".nii").scan(), name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "halves",
                "scaled",
                "trailing-one",
                "qform-only",
                "qform-mirrored",
                "sform-over-qform",
                "extension",
                "no-units",
                "negative-pixdim",
                "negative-pixdims",
                "negative-pixdim-qfac",
                "negative-pixdims-qfac",
                "qfac-zero",
                "quaternion-above-one",
                "slope-0",
                "slope-nan",
                "slope-inf",
                "slope--inf",
                "slope-and-inter-nan",
                "slope-negative",
                "sform-code-zero",
                "qform-code-zero",
                "trailing-bytes"
            })
    void agreesOnTheRest(String name) throws Exception {
        assertEqual(read(name + ".nii").scan(), name);
    }

    @Test
    void unpacksGzipAndZip() throws Exception {
        assertEqual(read("gzipped.nii.gz").scan(), "gzipped");
        assertEqual(read("zipped.zip").scan(), "scaled");
        assertEqual(read("zipped-gz.zip").scan(), "gzipped");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2", "gz"})
    void readsPairs(String label) throws Exception {
        assertEqual(read("pair-" + label + ".zip").scan(), "pair-" + label);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x87-le", "x87-be", "binary128-le", "binary128-be"})
    void readsBothFormsOfLongDouble(String name) throws Exception {
        assertEqual(read(name + ".nii").scan(), name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zeros-behind", "members", "members-zeros"})
    void unpacksWhatGzipUnpacks(String name) throws Exception {
        assertEqual(read(name + ".nii.gz").scan(), name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"meter", "micron"})
    void otherUnitsBecomeMillimeters(String name) throws Exception {
        Study study = read(name + ".nii");
        double[] expected = read("scaled.nii").scan().affine().rows();
        assertThat(study.scan().affine().rows()).containsExactly(expected, within(1e-3));
        assertThat(study.quality()).isEmpty();
    }

    @Test
    void missingUnitsAreFlagged() throws Exception {
        assertThat(read("no-units.nii").quality()).extracting(QualityFlag::code).containsExactly("UNITS_UNKNOWN");
        assertThat(read("scaled.nii").quality()).isEmpty();
    }

    @Test
    void tellsProgressUpToOne() throws Exception {
        List<Double> heard = new java.util.ArrayList<>();
        reader.read(folder.resolve("scaled.nii"), heard::add);
        assertThat(heard).hasSize(9).isSorted().endsWith(1.0);
    }

    private Study read(String name) throws IOException {
        return reader.read(folder.resolve(name), progress -> {});
    }

    private static void assertEqual(Volume scan, String name) throws IOException {
        ByteBuffer expected = ByteBuffer.wrap(Files.readAllBytes(folder.resolve(name + ".expected")))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (double value : scan.affine().rows()) {
            assertThat(value).isEqualTo(expected.getDouble(), within(1e-4));
        }
        assertThat(List.of(scan.columns(), scan.rows(), scan.slices())).containsExactly(7, 5, 9);
        for (short[] slice : scan.hu()) {
            short[] values = new short[slice.length];
            expected.asShortBuffer().get(values);
            expected.position(expected.position() + 2 * values.length);
            assertThat(slice).isEqualTo(values);
        }
        assertThat(expected.hasRemaining()).isFalse();
    }
}
