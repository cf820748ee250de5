package org.lungburden.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.archive.ArchiveLimits;
import org.lungburden.geometry.Volume;
import org.lungburden.study.MemoryCheck;
import org.lungburden.testing.RealCt;

/** The same series in containers that users have sent. */
class ContainerFieldCasesTest {
    @TempDir
    Path folder;

    private final FormatReader reader = new FormatReader(ArchiveLimits.defaults(), MemoryCheck.NONE);

    @ParameterizedTest
    @ValueSource(
            strings = {"dicom-and-mask-nifti-first.zip", "zip-backslash-unix-host.zip", "zip-in-zip.zip", "study.tar.gz"
            })
    void everyContainerHoldsTheBase(String name) throws IOException {
        Volume base = read("base-24-slices-of-60.zip");
        Volume scan = read(name);
        assertThat(scan.hu()).isDeepEqualTo(base.hu());
        assertThat(scan.affine()).isEqualTo(base.affine());
    }

    private Volume read(String name) throws IOException {
        Path upload = folder.resolve("upload");
        Files.write(upload, Files.readAllBytes(RealCt.file("field-cases/" + name)));
        return reader.read(upload, null, progress -> {}).scan();
    }
}
