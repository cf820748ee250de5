package org.lungburden.dicom.result;

import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.lungburden.dicom.file.Tag;
import org.lungburden.dicom.write.ElementWriter;
import org.lungburden.study.Study;

/**
 * A picture as viewers without segmentations show it: a Secondary Capture (DICOM PS3.3 A.8.1) in RGB without compression,
 * since viewers differ in what else they read.
 */
public final class PictureCapture {
    private static final int SAMPLES = 3;

    private PictureCapture() {}

    /**
     * @param study of the pictures
     * @param named whether the picture shows words of the client's, which may tell who the patient is
     * @param png the picture, of at most 65,535 x 65,535 pixels
     */
    public static void write(DicomResult dicom, Study study, boolean named, Path png, Path file) throws IOException {
        BufferedImage picture = ImageIO.read(png.toFile());
        Elements image = ResultHeader.of(dicom, ResultKind.OVERLAY)
                .text(Tag.IMAGE_TYPE, "CS", "DERIVED\\SECONDARY")
                .text(CaptureTag.CONVERSION_TYPE, "CS", CaptureTag.WORKSTATION)
                .text(CaptureTag.DERIVATION_DESCRIPTION, "ST", "Lung and opacity outlined on slices of the CT")
                .sequence(CaptureTag.SOURCE_IMAGE_SEQUENCE, SourceReferences.instances(dicom.source()))
                .text(CaptureTag.PATIENT_ORIENTATION, "CS", "")
                .unsignedShorts(Tag.SAMPLES_PER_PIXEL, SAMPLES)
                .text(Tag.PHOTOMETRIC_INTERPRETATION, "CS", "RGB")
                .unsignedShorts(CaptureTag.PLANAR_CONFIGURATION, 0)
                .unsignedShorts(Tag.ROWS, picture.getHeight())
                .unsignedShorts(Tag.COLUMNS, picture.getWidth())
                .unsignedShorts(Tag.BITS_ALLOCATED, 8)
                .unsignedShorts(Tag.BITS_STORED, 8)
                .unsignedShorts(Tag.HIGH_BIT, 7)
                .unsignedShorts(Tag.PIXEL_REPRESENTATION, 0)
                .text(CaptureTag.BURNED_IN_ANNOTATION, "CS", named ? "YES" : "NO");
        ResultHeader.lossy(study, dicom.source(), image);
        long length = (long) SAMPLES * picture.getWidth() * picture.getHeight();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            out.write(ResultHeader.meta(dicom, ResultKind.OVERLAY));
            out.write(image.bytes());
            out.write(new ElementWriter()
                    .otherBytesHeader(Tag.PIXEL_DATA, length + length % 2)
                    .bytes());
            for (int y = 0; y < picture.getHeight(); y++) {
                out.write(row(picture, y));
            }
            out.write(new byte[(int) (length % 2)]);
        }
    }

    private static byte[] row(BufferedImage picture, int y) {
        int width = picture.getWidth();
        int[] colors = picture.getRGB(0, y, width, 1, null, 0, width);
        byte[] samples = new byte[SAMPLES * width];
        for (int x = 0; x < width; x++) {
            samples[SAMPLES * x] = (byte) (colors[x] >> 16);
            samples[SAMPLES * x + 1] = (byte) (colors[x] >> 8);
            samples[SAMPLES * x + 2] = (byte) colors[x];
        }
        return samples;
    }
}
