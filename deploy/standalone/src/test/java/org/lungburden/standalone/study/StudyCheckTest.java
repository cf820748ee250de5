package org.lungburden.standalone.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.phantom.PhantomFile;
import org.lungburden.phantom.PhantomScan;
import org.lungburden.standalone.exit.CommandFailedException;

class StudyCheckTest {
    private static final byte[] TEXT = "Überweisung\r\n\tan\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] IMAGE = {8, 0, 5, 0, 'C', 'S', 10, 0};

    @TempDir
    Path temporary;

    @Test
    void whatIsNotThereIsTold() {
        refused("no such study: ", temporary.resolve("missing.zip"));
    }

    @Test
    void anEmptyFileIsTold() throws IOException {
        refused("UPLOAD_EMPTY: ", Files.createFile(temporary.resolve("study.zip")));
    }

    @Test
    void aTextIsTold() throws IOException {
        refused("NOT_AN_ARCHIVE: ", Files.write(temporary.resolve("study.zip"), TEXT));
    }

    @Test
    void anotherFormatIsNamedWhereverTheFileLies() throws IOException {
        byte[] sevenZip = {'7', 'z', (byte) 0xbc, (byte) 0xaf, 0x27, 0x1c, 0, 4};
        Path file = Files.write(temporary.resolve("study.7z"), sevenZip);
        refused("NOT_AN_ARCHIVE: The upload is a 7z archive; send a zip, a tar, DICOM or NIfTI.", file);
        String images = "NO_CT_IMAGES: The study holds no CT images; ";
        refused(images + "one of its files is a 7z archive; send", zip(TEXT, sevenZip, TEXT));
        refused(images + "its file is a 7z archive; send", gzip(sevenZip));
        refused(images + "its file is a text; send", gzip(TEXT));
        Path folder = Files.createDirectory(temporary.resolve("folder"));
        Files.write(folder.resolve("a"), sevenZip);
        Files.write(folder.resolve("b"), TEXT);
        refused(images + "one of its files is a 7z archive; send", folder);
        accepted(gzip(IMAGE));
        accepted(Files.write(temporary.resolve("slice.dcm"), IMAGE));
    }

    private Path gzip(byte[] content) throws IOException {
        Path gzip = temporary.resolve("study.gz");
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(gzip))) {
            out.write(content);
        }
        return gzip;
    }

    @Test
    void whatIsNeitherFileNorFolderIsTold() {
        refused("neither a file nor a folder: ", Path.of("/dev/null"));
    }

    @Test
    void aZipOfTextsAloneIsTold() throws IOException {
        refused("NO_CT_IMAGES: ", zip(TEXT, TEXT));
        refused("NO_CT_IMAGES: ", zip());
        accepted(zip(TEXT, IMAGE));
    }

    @Test
    void aFolderOfTextsAloneIsTold() throws IOException {
        refused("NO_CT_IMAGES: ", temporary);
        Files.write(temporary.resolve("readme.txt"), TEXT);
        refused("NO_CT_IMAGES: ", temporary);
        Files.write(temporary.resolve("1"), IMAGE);
        accepted(temporary);
    }

    @Test
    void linksAreFollowed() throws IOException {
        Path images = Files.createDirectory(temporary.resolve("images"));
        Files.write(images.resolve("1"), IMAGE);
        Path folder = Files.createDirectory(temporary.resolve("study"));
        Files.createSymbolicLink(folder.resolve("series"), images);
        accepted(folder);
        assertThat(StudyCheck.files(folder))
                .containsExactly(folder.resolve("series").resolve("1"));
        accepted(Files.createSymbolicLink(temporary.resolve("link"), folder));
        accepted(Files.createSymbolicLink(temporary.resolve("link.zip"), zip(IMAGE)));
    }

    @Test
    void linksInACircleAreTold() throws IOException {
        Files.createSymbolicLink(temporary.resolve("again"), temporary);
        refused("cannot read all of ", temporary);
    }

    @Test
    void thePhantomIsAStudyInEachFormat() throws IOException {
        for (String name : new String[] {"phantom.nii.gz", "phantom.nii", "phantom.zip"}) {
            Path file = temporary.resolve(name);
            PhantomFile.write(PhantomScan.standard(), file);
            accepted(file);
        }
    }

    @Test
    void whatAUserCallsAStudy() throws IOException {
        assertThat(FoundStudy.PHANTOM.fileName()).isEqualTo("phantom");
        assertThat(StudyFinder.nameOf(Path.of("a", "Thorax.zip"))).isEqualTo("Thorax.zip");
        assertThat(StudyFinder.nameOf(Path.of("a", "series", ".."))).isEqualTo("a");
        assertThat(StudyFinder.nameOf(Path.of(".")))
                .isEqualTo(Path.of("").toRealPath().getFileName().toString());
    }

    private static void check(Path named) throws IOException {
        StudyCheck.exists(named);
        for (FoundStudy study :
                StudyFinder.find(List.of(named), Path.of("results")).studies()) {
            StudyCheck.check(study);
        }
    }

    private static void accepted(Path study) {
        assertThatCode(() -> check(study)).doesNotThrowAnyException();
    }

    private static void refused(String beginning, Path study) {
        assertThatThrownBy(() -> check(study))
                .isInstanceOfSatisfying(
                        CommandFailedException.class,
                        refused -> assertThat(refused.exitCode()).isEqualTo(2))
                .hasMessageStartingWith(beginning);
    }

    private Path zip(byte[]... contents) throws IOException {
        Path zip = temporary.resolve("study.zip");
        try (OutputStream out = Files.newOutputStream(zip);
                ZipOutputStream archive = new ZipOutputStream(out)) {
            for (int n = 0; n < contents.length; n++) {
                archive.putNextEntry(new ZipEntry("DOE_JANE/" + n));
                archive.write(contents[n]);
            }
        }
        return zip;
    }
}
