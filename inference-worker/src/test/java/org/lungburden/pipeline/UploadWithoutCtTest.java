package org.lungburden.pipeline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lungburden.pipeline.UploadFiles.gzip;
import static org.lungburden.pipeline.UploadFiles.zip;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.lungburden.error.ErrorCode;

/** What is told of an upload that holds no CT. */
class UploadWithoutCtTest extends PhantomUploads {
    @Test
    void withoutImagesTheUploadIsNamed() {
        byte[] sevenZip = {'7', 'z', (byte) 0xbc, (byte) 0xaf, 0x27, 0x1c, 0, 4};
        assertThatThrownBy(() -> read(zip(List.of(TEXT, sevenZip, TEXT))))
                .hasMessageContaining("NO_CT_IMAGES")
                .hasMessageContaining("one of its files is a 7z archive; send a zip");
        assertThatThrownBy(() -> read(gzip(TEXT))).hasMessageContaining("its file is a text");
        assertThat(code(zip(List.of()))).isEqualTo(ErrorCode.NO_CT_IMAGES);
        String empty = "it is empty, or has only folders and links; pack its files.";
        assertThatThrownBy(() -> read(zip(List.of()))).hasMessageEndingWith(empty);
        assertThatThrownBy(() -> read(gzip(new byte[0]))).hasMessageContaining("its file is empty; send");
        assertThatThrownBy(() -> read(zip(List.of(new byte[0], TEXT)))).hasMessageContaining("files is a text; send");
        assertThatThrownBy(() -> read(zip(List.of(new byte[0], new byte[600]))))
                .hasMessageContaining("since it begins with zeros; send");
        assertThatThrownBy(() -> read(zip(List.of(new byte[] {1, 2, 3})))).hasMessageContaining("no known format");
        assertThatThrownBy(() -> read(document())).hasMessageContaining("an Office document or a program; send");
    }

    /** Each byte above 127 has become two. */
    @Test
    void dicomThatWasConvertedAsTextIsToldAsTheCause() {
        List<byte[]> converted = slices.stream()
                .map(slice -> new String(slice, ISO_8859_1).getBytes(UTF_8))
                .toList();
        assertThatThrownBy(() -> read(zip(converted)))
                .hasMessageContaining("NO_CT_IMAGES")
                .hasMessageContaining(converted.size() + " files begin as DICOM does, but cannot be read")
                .hasMessageContaining("were changed as if they were text (UTF-8)");
    }

    private static byte[] document() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("[Content_Types].xml"));
        }
        return out.toByteArray();
    }

    /** A viewer beside the images, or the part of the export that holds the CT. */
    @Test
    void anArchiveThatWasLeftOutIsNamedBesideWhatWasRead() {
        byte[] damaged = Arrays.copyOf(zip(slices), 500);
        byte[] deep = zip(List.of(zip(slices)));
        List<byte[]> mr = new ArrayList<>(mr());
        mr.add(damaged);
        assertThatThrownBy(() -> read(zip(mr)))
                .hasMessageContaining("NO_CT_IMAGES")
                .hasMessageContaining(
                        "Modality MR (SOPClassUID MR Image Storage). Send the CT series of the chest itself, as the"
                                + " scanner made it. An archive in the upload was left out,"
                                + " since it is damaged or cut short; if it holds the scan, mend it.");
        assertThatThrownBy(() -> read(zip(List.of(slices.get(0), deep))))
                .hasMessageContaining("TOO_FEW_SLICES")
                .hasMessageContaining("An archive in the upload was left out, since it holds further archives");
        assertThat(code(zip(List.of(TEXT, damaged)))).isEqualTo(ErrorCode.CORRUPT_ARCHIVE);
    }

    private List<byte[]> mr() {
        return slices.stream()
                .map(slice -> replaced(replaced(slice, "CT", "MR", 0x08, 0x60), "1.1.2", "1.1.4", 0x08, 0x16))
                .toList();
    }

    @Test
    void dicomFilesWithoutCtAreNamedByModalityAndClass() {
        List<byte[]> mr = mr();
        String told =
                "The study holds no CT images: " + mr.size() + " files of Modality MR (SOPClassUID MR Image Storage). "
                        + "Send the CT series of the chest itself, as the scanner made it.";
        assertThatThrownBy(() -> read(zip(mr))).hasMessageEndingWith(told);
        List<byte[]> withPage = new ArrayList<>(mr);
        withPage.add(0, "<html></html>".getBytes(UTF_8));
        assertThatThrownBy(() -> read(zip(withPage))).hasMessageEndingWith(told);
        byte[] name = replaced(mr.get(0), "MR", "XY", 0x08, 0x60);
        assertThatThrownBy(() -> read(name)).hasMessageContaining("1 file of Modality unknown (SOPClassUID MR");
        byte[] color = replaced(slices.get(0), "MONOCHROME2", "RGB        ", 0x28, 0x04);
        assertThatThrownBy(() -> read(color)).hasMessageContaining("and PhotometricInterpretation RGB, which has no");
    }

    /** Changes the value of one explicit element with a short length. */
    private static byte[] replaced(byte[] file, String from, String to, int group, int element) {
        byte[] changed = file.clone();
        for (int at = 132; at < file.length - 8; at++) {
            if (file[at] == group && file[at + 1] == 0 && file[at + 2] == element && file[at + 3] == 0) {
                int length = file[at + 6];
                String value = new String(file, at + 8, length, UTF_8).replace(from, to);
                System.arraycopy(value.getBytes(UTF_8), 0, changed, at + 8, length);
                return changed;
            }
        }
        throw new AssertionError("no such element");
    }
}
