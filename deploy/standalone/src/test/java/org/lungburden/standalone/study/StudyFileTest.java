package org.lungburden.standalone.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.standalone.exit.CommandFailedException;

class StudyFileTest {
    @TempDir
    Path temporary;

    @Test
    void aFileIsPostedAsItIs() throws IOException {
        Path study = Files.writeString(temporary.resolve("study.zip"), "x");
        try (StudyFile file = prepared(study)) {
            assertThat(file.path()).isEqualTo(study);
        }
        assertThat(study).exists();
    }

    @Test
    void aFolderIsPackedWithoutItsNames() throws IOException {
        Files.createDirectories(temporary.resolve("DOE_JANE").resolve("series"));
        Files.writeString(temporary.resolve("DOE_JANE").resolve("series").resolve("DOE_1.dcm"), "one");
        Files.writeString(temporary.resolve("DOE_JANE").resolve("DOE_2.dcm"), "two");
        Path packed;
        try (StudyFile file = prepared(temporary)) {
            packed = file.path();
            assertThat(contents(packed)).containsExactlyInAnyOrder("one", "two");
        }
        assertThat(packed).doesNotExist();
    }

    @Test
    void thePartsOfANiftiPairKeepACommonNumberAndTheirEndings() throws IOException {
        for (String name : List.of("DOE_1.hdr", "DOE_1.img.gz", "DOE_2.IMG", "DOE_2.hdr", "notes")) {
            Files.writeString(temporary.resolve(name), name);
        }
        try (StudyFile file = prepared(temporary);
                ZipFile archive = new ZipFile(file.path().toFile())) {
            assertThat(archive.stream().map(ZipEntry::getName))
                    .containsExactlyInAnyOrder("000000.hdr", "000000.img.gz", "000001.IMG", "000001.hdr", "000002");
        }
    }

    private static List<String> contents(Path zip) throws IOException {
        List<String> contents = new ArrayList<>();
        try (ZipFile archive = new ZipFile(zip.toFile())) {
            Enumeration<? extends ZipEntry> entries = archive.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                assertThat(entry.getName()).doesNotContain("DOE");
                contents.add(new String(archive.getInputStream(entry).readAllBytes(), StandardCharsets.US_ASCII));
            }
        }
        return contents;
    }

    @Test
    void anEmptyFolderIsBadInput() {
        assertThatThrownBy(() -> prepared(temporary))
                .isInstanceOf(CommandFailedException.class)
                .hasMessageStartingWith("NO_CT_IMAGES");
    }

    @Test
    void withoutAStudyThePhantomIsWrittenAndRemoved() throws IOException {
        Path phantom;
        try (StudyFile file = prepared(null)) {
            phantom = file.path();
            assertThat(phantom).isNotEmptyFile();
        }
        assertThat(phantom).doesNotExist();
    }

    private static StudyFile prepared(@Nullable Path study) throws IOException {
        List<Path> named = study == null ? List.of() : List.of(study);
        StudyFile file = StudyFile.open(
                StudyFinder.find(named, Path.of("results")).studies().get(0));
        try {
            file.prepare();
            return file;
        } catch (CommandFailedException e) {
            file.close();
            throw e;
        }
    }
}
