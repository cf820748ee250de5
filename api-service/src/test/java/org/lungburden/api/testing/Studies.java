package org.lungburden.api.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Bodies for a post, made by the JDK. */
public final class Studies {
    private Studies() {}

    public static byte[] zip(String... names) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(name.getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** General purpose flag 0 in the local header and in the directory (APPNOTE 4.4.4). */
    public static byte[] encryptedZip() {
        byte[] zip = zip("a");
        zip[6] |= 1;
        zip[directory(zip) + 8] |= 1;
        return zip;
    }

    /** Uncompressed size in the directory (APPNOTE 4.4.9): 4 GB less one byte that stays below ZIP64's mark. */
    public static byte[] zipOf4Gb() {
        byte[] zip = zip("a");
        int size = directory(zip) + 24;
        zip[size] = (byte) 0xfe;
        zip[size + 1] = zip[size + 2] = zip[size + 3] = (byte) 0xff;
        return zip;
    }

    private static int directory(byte[] zip) {
        ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < zip.length - 4; i++) {
            if (bytes.getInt(i) == 0x02014b50) {
                return i;
            }
        }
        throw new AssertionError("no directory");
    }

    public static byte[] gzip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** A NIfTI-1 header (nifti1.h): sizeof_hdr and magic, the rest zero, and so many bytes after it. */
    public static byte[] nifti(int voxelBytes) {
        ByteBuffer header = ByteBuffer.allocate(352 + voxelBytes).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(0, 348);
        header.put(344, "n+1\0".getBytes(StandardCharsets.US_ASCII));
        return header.array();
    }

    /** The start of a DICOM file (PS3.10 section 7.1). */
    public static byte[] dicom() {
        byte[] file = new byte[200];
        System.arraycopy("DICM".getBytes(StandardCharsets.US_ASCII), 0, file, 128, 4);
        return file;
    }

    /** One empty file (POSIX pax, ustar interchange format). */
    public static byte[] tar() {
        byte[] tar = new byte[3 * 512];
        byte[] name = "scan".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(name, 0, tar, 0, name.length);
        int sum = 8 * ' ';
        for (byte value : name) {
            sum += value;
        }
        System.arraycopy(String.format("%06o\0 ", sum).getBytes(StandardCharsets.US_ASCII), 0, tar, 148, 8);
        return tar;
    }

    public static final String BOUNDARY = "frontier7d1";

    /** A form with one file part. */
    public static byte[] form(String part, byte[] study) {
        String head = "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + part
                + "\"; filename=\"scan.bin\"\r\nContent-Type: text/plain\r\n\r\n";
        return join(head.getBytes(StandardCharsets.US_ASCII), study, closing());
    }

    public static byte[] closing() {
        return ("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    public static byte[] join(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }
}
