package org.lungburden.standalone.study;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyFinderTest {
    private static final String CT = "1.2.840.10008.5.1.4.1.1.2";
    private static final String SEG = "1.2.840.10008.5.1.4.1.1.66.4";
    private static final String MR = "1.2.840.10008.5.1.4.1.1.4";

    @TempDir
    Path temporary;

    private Path root;

    @BeforeEach
    void makeRoot() throws IOException {
        root = Files.createDirectory(temporary.resolve("cohort"));
    }

    private StudyFinder find(Path... named) throws IOException {
        return StudyFinder.find(List.of(named), temporary.resolve("out"));
    }

    private static List<String> names(StudyFinder found) {
        return found.studies().stream().map(FoundStudy::name).toList();
    }

    private static List<String> folders(StudyFinder found) {
        return found.studies().stream().map(study -> study.folder().toString()).toList();
    }

    @Test
    void withoutAStudyThePhantomIsMeasured() throws IOException {
        assertThat(find().studies()).containsExactly(FoundStudy.PHANTOM);
    }

    @Test
    void filesAreStudiesInTheirOrder() throws IOException {
        Path b = Files.write(temporary.resolve("b.nii.gz"), nifti(-1000, 20));
        Path a = Files.write(temporary.resolve("a.tar.gz"), new byte[] {1});
        StudyFinder found = find(b, a);
        assertThat(names(found)).containsExactly("b.nii.gz", "a.tar.gz");
        assertThat(folders(found)).containsExactly("b", "a");
        assertThat(found.studies()).allMatch(FoundStudy::wholeFile);
    }

    @Test
    void filesOfOneNameGetFoldersOfTheirOwn() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String name : List.of("1/scan.zip", "2/scan.zip", "2/scan.nii")) {
            Path file = temporary.resolve(name);
            Files.createDirectories(file.getParent());
            files.add(Files.write(file, new byte[] {1}));
        }
        assertThat(folders(StudyFinder.find(files, temporary.resolve("out"))))
                .containsExactly("scan", "scan.zip", "scan.nii");
    }

    @Test
    void eachFolderOfSlicesIsAStudy() throws IOException {
        dicom("a/1", CT, "1.1", "1.1.1");
        dicom("a/2", CT, "1.1", "1.1.1");
        dicom("b/c/1", CT, "1.2", "1.2.1");
        StudyFinder found = find(root);
        assertThat(names(found)).containsExactly("a", "b/c");
        assertThat(found.studies().get(0).files()).hasSize(2);
        assertThat(found.studies()).allMatch(FoundStudy::packed);
    }

    @Test
    void aFolderThatMixesStudiesIsSplit() throws IOException {
        dicom("1", CT, "1.1", "1.1.1");
        dicom("2", CT, "1.2", "1.2.1");
        dicom("3", CT, "1.1", "1.1.1");
        dicom("sub/1", CT, "1.3", "1.3.1");
        dicom("sub/2", CT, "1.4", "1.4.1");
        StudyFinder found = find(root);
        assertThat(names(found)).containsExactly("1.1", "1.2", "sub/1.3", "sub/1.4");
        assertThat(found.studies().get(0).files()).hasSize(2);
    }

    /** As on a hospital's disc: a folder for each series. */
    @Test
    void foldersOfOneStudysSeriesAreOneStudy() throws IOException {
        dicom("pat/stu1/ser1/1", CT, "1.1", "1.1.1");
        dicom("pat/stu1/ser2/1", CT, "1.1", "1.1.2");
        dicom("pat/stu2/ser1/1", CT, "1.2", "1.2.1");
        StudyFinder found = find(root);
        assertThat(names(found)).containsExactly("pat/stu1", "pat/stu2/ser1");
        assertThat(found.studies().get(0).files()).hasSize(2);
    }

    @Test
    void aCopyIsAStudyOfItsOwn() throws IOException {
        dicom("a/1", CT, "1.1", "1.1.1");
        dicom("copy of a/1", CT, "1.1", "1.1.1");
        assertThat(names(find(root))).containsExactly("a", "copy of a");
    }

    @Test
    void whatLiesBesideTheSlicesOfOneStudyBelongsToIt() throws IOException {
        dicom("a/1", CT, "1.1", "1.1.1");
        Files.write(root.resolve("a/mask.nii"), nifti(0, 1));
        Files.writeString(root.resolve("a/notes.txt"), "x");
        dicom("b/1", CT, "1.2", "1.2.1");
        assertThat(find(root).studies().get(0).files()).hasSize(3);
    }

    @Test
    void oneStudyBelowAFolderIsTheFolder() throws IOException {
        dicom("deep/er/1", CT, "1.1", "1.1.1");
        Files.writeString(root.resolve("notes.txt"), "x");
        StudyFinder found = find(root);
        assertThat(names(found)).containsExactly("cohort");
        assertThat(found.studies().get(0).files()).hasSize(2);
    }

    @Test
    void imagesThatAreNoCtArePassedOverAndTold() throws IOException {
        dicom("a/1", CT, "1.1", "1.1.1");
        dicom("a/seg", SEG, "1.1", "1.1.9");
        dicom("b/1", CT, "1.2", "1.2.1");
        dicom("results/seg", SEG, "1.2", "1.2.9");
        dicom("mr/1", MR, "1.3", "1.3.1");
        StudyFinder found = find(root);
        assertThat(names(found)).containsExactly("a", "b");
        assertThat(found.studies().get(1).files()).hasSize(1);
        assertThat(found.foldersWithoutCt()).containsExactly(root.toRealPath().resolve("mr"));
    }

    @Test
    void eachArchiveAndEachNiftiImageIsAStudyButNoMask() throws IOException {
        Files.write(root.resolve("x_ct.nii.gz"), gzip(nifti(-1000, 20)));
        Files.write(root.resolve("x_labels.nii.gz"), gzip(nifti(0, 3)));
        Files.write(root.resolve("y.nii"), nifti(-1000, 20));
        Files.write(root.resolve("z.zip"), zip());
        Files.writeString(root.resolve("torn.nii.gz"), "x");
        Files.writeString(root.resolve("stats.json"), "{}");
        StudyFinder found = find(root);
        assertThat(names(found)).containsExactly("torn.nii.gz", "x_ct.nii.gz", "y.nii", "z.zip");
        assertThat(folders(found)).containsExactly("torn", "x_ct", "y", "z");
    }

    @Test
    void earlierResultsAreNoStudies() throws IOException {
        dicom("a/1", CT, "1.1", "1.1.1");
        dicom("b/1", CT, "1.2", "1.2.1");
        Path out = Files.createDirectory(root.resolve("out"));
        Files.write(out.resolve("image.nii"), nifti(-1000, 20));
        assertThat(names(StudyFinder.find(List.of(root), out))).containsExactly("a", "b");
        assertThat(names(find(root))).containsExactly("a", "b", "out/image.nii");
        Files.writeString(out.resolve("result.json"), "{\"jobId\": \"1\", \"artifacts\": []}");
        assertThat(names(find(root))).containsExactly("a", "b");
    }

    @Test
    void theContentTellsAStudyWhateverItsNames() throws IOException {
        dicom("a/1", CT, "1.1", "1.1.1");
        dicom("a/2", CT, "1.1", "1.1.2");
        dicom("b/x", CT, "1.1", "1.1.2");
        dicom("b/y", CT, "1.1", "1.1.1");
        dicom("c/y", CT, "1.1", "1.1.3");
        List<String> digests = new ArrayList<>();
        for (String folder : List.of("a", "b", "c")) {
            digests.add(ContentDigest.of(find(root.resolve(folder)).studies().get(0)));
        }
        assertThat(digests.get(0)).isEqualTo(digests.get(1)).isNotEqualTo(digests.get(2));
    }

    private void dicom(String name, String sopClass, String study, String series) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(new byte[128]);
        out.write("DICM".getBytes(US_ASCII));
        element(out, 0x0002, 0x0010, "UI", "1.2.840.10008.1.2.1");
        element(out, 0x0008, 0x0016, "UI", sopClass);
        element(out, 0x0020, 0x000d, "UI", study);
        element(out, 0x0020, 0x000e, "UI", series);
        Files.write(file, out.toByteArray());
    }

    /** Explicit little endian, PS3.5 section 7.1.2. */
    private static void element(OutputStream out, int group, int number, String vr, String text) throws IOException {
        byte[] value = (text.length() % 2 == 0 ? text : text + "\0").getBytes(US_ASCII);
        ByteBuffer head = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        head.putShort((short) group).putShort((short) number).put(vr.getBytes(US_ASCII));
        out.write(head.putShort((short) value.length).array());
        out.write(value);
    }

    /** 20 x 20 x 20 voxels of int16: half of each of two values. */
    private static byte[] nifti(int one, int other) {
        int side = 20;
        ByteBuffer file = ByteBuffer.allocate(352 + 2 * side * side * side).order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(0, 348).putShort(40, (short) 3);
        for (int axis = 0; axis < 3; axis++) {
            file.putShort(42 + 2 * axis, (short) side).putFloat(80 + 4 * axis, 1);
        }
        file.putShort(70, (short) 4).putShort(72, (short) 16).putFloat(108, 352);
        file.position(344);
        file.put("n+1\0".getBytes(US_ASCII));
        for (int n = 0; n < side * side * side; n++) {
            file.putShort(352 + 2 * n, (short) (n % 2 == 0 ? one : other));
        }
        return file.array();
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        }
        return out.toByteArray();
    }

    private static byte[] zip() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("a"));
        }
        return out.toByteArray();
    }
}
