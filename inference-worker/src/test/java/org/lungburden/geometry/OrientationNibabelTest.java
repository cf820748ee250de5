package org.lungburden.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.testing.PythonOracle;
import org.lungburden.testing.StartsPrograms;

/** Against nibabel's reorientation to the axis codes L, P, S. */
@StartsPrograms
class OrientationNibabelTest {
    private static final String SCRIPT = """
            import sys, numpy as np, nibabel as nib
            from nibabel import orientations as o
            for case in range(int(sys.argv[2])):
                base = f"{sys.argv[1]}/{case}"
                raw = open(base + ".in", "rb").read()
                affine = np.vstack([np.frombuffer(raw, "<f8", 12).reshape(3, 4), [0, 0, 0, 1]])
                data = np.frombuffer(raw, "<i2", -1, 96).reshape((5, 7, 3), order="F")
                image = nib.Nifti1Image(data, affine)
                lps = image.as_reoriented(o.ornt_transform(o.io_orientation(affine), o.axcodes2ornt("LPS")))
                with open(base + ".out", "wb") as out:
                    out.write(lps.affine[:3].astype("<f8").tobytes())
                    out.write(np.asarray(lps.dataobj).astype("<i2").tobytes(order="F"))
            """;

    @TempDir
    Path folder;

    @Test
    void agreesOnAllOrientations() throws Exception {
        List<Affine> affines = OrientationTest.affines();
        for (int n = 0; n < affines.size(); n++) {
            Files.write(folder.resolve(n + ".in"), bytes(scan(affines.get(n), n)));
        }
        PythonOracle.run(folder, SCRIPT, folder, affines.size());
        for (int n = 0; n < affines.size(); n++) {
            Volume canonical = Orientation.of(affines.get(n)).toCanonical(scan(affines.get(n), n));
            ByteBuffer expected =
                    ByteBuffer.wrap(read(folder.resolve(n + ".out"))).order(ByteOrder.LITTLE_ENDIAN);
            for (double value : canonical.affine().rows()) {
                assertThat(value).isEqualTo(expected.getDouble(), within(1e-9));
            }
            assertThat(bytes(canonical)).endsWith(remaining(expected));
        }
    }

    private static Volume scan(Affine affine, int seed) {
        return Grids.random(5, 7, 3, affine, seed);
    }

    private static byte[] bytes(Volume volume) {
        ByteBuffer buffer = ByteBuffer.allocate(96 + 2 * 105).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : volume.affine().rows()) {
            buffer.putDouble(value);
        }
        for (short[] slice : volume.hu()) {
            for (short value : slice) {
                buffer.putShort(value);
            }
        }
        return buffer.array();
    }

    private static byte[] read(Path path) {
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] remaining(ByteBuffer buffer) {
        byte[] rest = new byte[buffer.remaining()];
        buffer.get(rest);
        return rest;
    }
}
