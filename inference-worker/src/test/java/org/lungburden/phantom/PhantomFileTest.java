package org.lungburden.phantom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lungburden.archive.ContentSniffer;
import org.lungburden.job.Upload;

class PhantomFileTest {
    private static final PhantomScan SMALL = new PhantomScan(41, 30, 12, 9.5, 25, "LPS", 1);

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"a.zip, ZIP", "a.nii, NIFTI", "a.nii.gz, GZIP", "A.NII.GZ, GZIP"})
    void theNameDecidesTheFormatAndTheBytesAreTheSame(String name, Upload.Format format) throws IOException {
        Path file = folder.resolve(name);
        PhantomFile.write(SMALL, file);
        byte[] first = Files.readAllBytes(file);
        assertThat(ContentSniffer.sniff(first)).contains(format);
        PhantomFile.write(SMALL, file);
        assertThat(Files.readAllBytes(file)).isEqualTo(first);
    }

    @Test
    void refusesOtherNamesAndWritesNothing() {
        Path file = folder.resolve("phantom.png");
        assertThat(PhantomFile.canWrite(file)).isFalse();
        assertThatThrownBy(() -> PhantomFile.write(SMALL, file)).isInstanceOf(IllegalArgumentException.class);
        assertThat(file).doesNotExist();
    }
}
