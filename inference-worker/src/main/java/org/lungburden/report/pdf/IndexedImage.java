package org.lungburden.report.pdf;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.graphics.color.PDColorSpace;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;

/**
 * Embeds pictures of at most 256 colors with their palette (ISO 32000-1 section 8.6.6.3). PDFBox's own factory makes three
 * bytes of each pixel, which takes several times as long.
 */
final class IndexedImage {
    private IndexedImage() {}

    /** @param image of type {@link BufferedImage#TYPE_BYTE_INDEXED}, one byte for each pixel */
    static PDImageXObject of(PDDocument document, BufferedImage image) throws IOException {
        IndexColorModel colors = (IndexColorModel) image.getColorModel();
        byte[] palette = new byte[3 * colors.getMapSize()];
        for (int n = 0; n < colors.getMapSize(); n++) {
            palette[3 * n] = (byte) colors.getRed(n);
            palette[3 * n + 1] = (byte) colors.getGreen(n);
            palette[3 * n + 2] = (byte) colors.getBlue(n);
        }
        COSArray indexed = new COSArray();
        indexed.add(COSName.INDEXED);
        indexed.add(COSName.DEVICERGB);
        indexed.add(COSInteger.get(colors.getMapSize() - 1L));
        indexed.add(new COSString(palette));
        byte[] pixels = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        return new PDImageXObject(
                document,
                new ByteArrayInputStream(packed(pixels)),
                COSName.FLATE_DECODE,
                image.getWidth(),
                image.getHeight(),
                8,
                PDColorSpace.create(indexed));
    }

    private static byte[] packed(byte[] pixels) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(pixels.length / 2);
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed, deflater)) {
            out.write(pixels);
        } finally {
            deflater.end();
        }
        return packed.toByteArray();
    }
}
