package org.lungburden.nifti;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.archive.ArchiveLimits;
import org.lungburden.geometry.Affine;
import org.lungburden.geometry.Grids;
import org.lungburden.geometry.LabelVolume;
import org.lungburden.geometry.Volume;
import org.lungburden.study.MemoryCheck;
import org.lungburden.study.NiftiCodes;
import org.lungburden.study.Study;
import org.lungburden.testing.PythonOracle;
import org.lungburden.testing.StartsPrograms;

@StartsPrograms
class NiftiWriterTest {
    @TempDir
    Path folder;

    /** nibabel reads the voxels, and both forms, of a volume in each orientation, upright, oblique and sheared. */
    @Test
    void nibabelReadsWhatIsWritten() throws Exception {
        List<Affine> affines = new ArrayList<>(Grids.all48(0.7, 0.9, 2.5, -100, 50, 1500));
        Grids.all48(0.7, 0.9, 2.5, 1, 2, 3).forEach(affine -> affines.add(Grids.turned(affine, 100)));
        affines.add(Affine.ofRows(-1, 0, 0, 3, 0, -1, 0.7, 4, 0, 0, 2.5, 5));
        StringBuilder expected = new StringBuilder();
        for (int n = 0; n < affines.size(); n++) {
            NiftiWriter.writeVolume(Grids.random(5, 4, 3, affines.get(n), n), folder.resolve(n + ".nii.gz"));
            expected.append(n).append(' ').append(affines.get(n)).append('\n');
        }
        Files.writeString(folder.resolve("expected.txt"), expected);
        String script = """
                import sys, re, numpy as np, nibabel as nib
                for line in open(sys.argv[1] + "/expected.txt"):
                    n, rows = line.split(" ", 1)
                    expected = np.array([float(v) for v in re.findall(r"-?[0-9.]+(?:E-?[0-9]+)?", rows)]).reshape(3, 4)
                    image = nib.load(f"{sys.argv[1]}/{n}.nii.gz")
                    sform, scode = image.get_sform(coded=True)
                    qform, qcode = image.get_qform(coded=True)
                    assert scode == 1 and np.allclose(sform[:3], expected, atol=1e-4), (n, sform, expected)
                    sheared = n == "96"
                    assert sheared == (qcode == 0), (n, qcode)
                    assert sheared or np.allclose(qform[:3], expected, atol=1e-3), (n, qform, expected)
                    assert np.allclose(image.header.get_zooms(), np.linalg.norm(expected[:, :3], axis=0))
                    assert image.header.get_xyzt_units()[0] == "mm" and image.get_data_dtype() == np.int16
                    np.asarray(image.dataobj).astype("<i2").tofile(f"{sys.argv[1]}/{n}.raw", sep="")
                    open(f"{sys.argv[1]}/{n}.raw", "wb").write(np.asarray(image.dataobj).astype("<i2").tobytes(order="F"))
                """;
        PythonOracle.run(folder, script, folder);
        for (int n = 0; n < affines.size(); n++) {
            assertThat(Files.readAllBytes(folder.resolve(n + ".raw")))
                    .isEqualTo(raw(Grids.random(5, 4, 3, affines.get(n), n)));
        }
    }

    private static byte[] raw(Volume volume) {
        java.nio.ByteBuffer buffer = java.nio.ByteBuffer.allocate(2 * 60).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        for (short[] slice : volume.hu()) {
            for (short value : slice) {
                buffer.putShort(value);
            }
        }
        return buffer.array();
    }

    /** Odd codes, an sform and a qform that differ, and no unit: as they came. */
    @Test
    void masksRepeatTheInputsGeometryBitForBit() throws Exception {
        String write = """
                import sys, numpy as np, nibabel as nib
                rng = np.random.default_rng(1)
                header = nib.Nifti1Header(endianness=">")
                image = nib.Nifti1Image(rng.integers(-1000, 300, (6, 5, 9)).astype("i2"), None, header)
                image.set_sform(np.array([[-.7, .1, 0, 1.1], [0, .8, .3, 2.2], [0, .1, 2.1, 3.3], [0, 0, 0, 1]]), 4)
                image.set_qform(np.diag([.7, -.8, -2.1, 1]), 3)
                image.header["xyzt_units"] = 0
                image.header["pixdim"][4:] = [5, 6, 7, 8]
                nib.save(image, sys.argv[1] + "/input.nii")
                """;
        PythonOracle.run(folder, write, folder);
        Study study = new NiftiStudyReader(ArchiveLimits.defaults(), MemoryCheck.NONE)
                .read(folder.resolve("input.nii"), progress -> {});
        NiftiCodes codes = study.niftiCodes();
        NiftiWriter.writeLabels(labels(study.scan()), codes, folder.resolve("labels.nii.gz"));
        String compare = """
                import sys, numpy as np, nibabel as nib
                a, b = (nib.load(sys.argv[1] + n) for n in ("/input.nii", "/labels.nii.gz"))
                for field in ("qform_code", "sform_code", "pixdim", "quatern_b", "quatern_c", "quatern_d", "qoffset_x",
                              "qoffset_y", "qoffset_z", "srow_x", "srow_y", "srow_z", "xyzt_units"):
                    assert (np.asarray(a.header[field]) == np.asarray(b.header[field])).all(), field
                assert a.shape == b.shape and (a.affine == b.affine).all()
                assert b.get_data_dtype() == np.uint8 and b.header.get_intent()[0] == "label"
                i, j, k = np.meshgrid(*(np.arange(n) for n in b.shape), indexing="ij")
                assert (np.asarray(b.dataobj) == (i + 2 * j + k) % 4).all()
                """;
        PythonOracle.run(folder, compare, folder);
    }

    /** Floats with a scale, in a big-endian file: nibabel reads the same numbers from the image as from the input. */
    @Test
    void imagesHoldTheHounsfieldUnitsOnTheInputsGrid() throws Exception {
        String write = """
                import sys, numpy as np, nibabel as nib
                rng = np.random.default_rng(1)
                image = nib.Nifti1Image(rng.integers(-1000, 300, (6, 5, 9)).astype(">f4"), None)
                image.set_sform(np.array([[-.7, .1, 0, 1.1], [0, .8, .3, 2.2], [0, .1, 2.1, 3.3], [0, 0, 0, 1]]), 4)
                image.header["xyzt_units"] = 2
                nib.save(image, sys.argv[1] + "/input.nii.gz")
                """;
        PythonOracle.run(folder, write, folder);
        Study study = new NiftiStudyReader(ArchiveLimits.defaults(), MemoryCheck.NONE)
                .read(folder.resolve("input.nii.gz"), progress -> {});
        NiftiWriter.writeImage(study, folder.resolve("image.nii.gz"));
        String compare = """
                import sys, numpy as np, nibabel as nib
                a, b = (nib.load(sys.argv[1] + n) for n in ("/input.nii.gz", "/image.nii.gz"))
                assert (a.affine == b.affine).all() and a.header["sform_code"] == b.header["sform_code"] == 4
                assert b.get_data_dtype() == np.int16
                assert (np.asarray(a.dataobj) == np.asarray(b.dataobj)).all()
                """;
        PythonOracle.run(folder, compare, folder);
    }

    private static LabelVolume labels(Volume scan) {
        byte[][] labels = new byte[scan.slices()][scan.columns() * scan.rows()];
        for (int k = 0; k < labels.length; k++) {
            for (int p = 0; p < labels[k].length; p++) {
                labels[k][p] = (byte) ((p % scan.columns() + 2 * (p / scan.columns()) + k) % 4);
            }
        }
        return new LabelVolume(labels, scan.columns(), scan.rows(), scan.affine());
    }

    @Test
    void theSameMaskGivesTheSameBytes() throws IOException {
        LabelVolume mask = labels(Grids.random(6, 5, 9, Affine.ofRows(-1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 2, 0), 1));
        NiftiWriter.writeLabels(mask, null, folder.resolve("a.nii.gz"));
        NiftiWriter.writeLabels(mask, null, folder.resolve("b.nii.gz"));
        assertThat(folder.resolve("a.nii.gz")).hasSameBinaryContentAs(folder.resolve("b.nii.gz"));
    }
}
