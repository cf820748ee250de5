package org.lungburden.archive;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/** Zips made by the JDK, and spoiled. */
final class TestZips {
    private static final int CENTRAL_ENTRY = 0x02014b50;
    private static final int END = 0x06054b50;
    private static final int DEFLATE64 = 9;

    private TestZips() {}

    static byte[] zip(String... names) {
        byte[][] contents = new byte[names.length][];
        for (int n = 0; n < names.length; n++) {
            contents[n] = names[n].getBytes(java.nio.charset.StandardCharsets.UTF_8);
        }
        return zip(names, contents);
    }

    static byte[] zip(String[] names, byte[]... contents) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (int n = 0; n < names.length; n++) {
                zip.putNextEntry(new ZipEntry(names[n]));
                zip.write(contents[n]);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Packed by commons-compress, which the JDK's writer cannot do; Deflate64 takes what Deflate wrote. */
    static byte[] withMethod(Map<String, byte[]> files, int method) {
        if (method == DEFLATE64) {
            byte[] zip =
                    zip(files.keySet().toArray(String[]::new), files.values().toArray(byte[][]::new));
            for (int at = directory(zip); view(zip).getInt(at) == CENTRAL_ENTRY; ) {
                view(zip).putShort(at + 10, (short) method);
                at += 46
                        + view(zip).getShort(at + 28)
                        + view(zip).getShort(at + 30)
                        + view(zip).getShort(at + 32);
            }
            return zip;
        }
        SeekableInMemoryByteChannel out = new SeekableInMemoryByteChannel();
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(out)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                ByteArrayOutputStream packed = new ByteArrayOutputStream();
                try (BZip2CompressorOutputStream bzip2 = new BZip2CompressorOutputStream(packed, 1)) {
                    bzip2.write(file.getValue());
                }
                CRC32 crc = new CRC32();
                crc.update(file.getValue());
                ZipArchiveEntry entry = new ZipArchiveEntry(file.getKey());
                entry.setMethod(method);
                entry.setSize(file.getValue().length);
                entry.setCompressedSize(packed.size());
                entry.setCrc(crc.getValue());
                zip.addRawArchiveEntry(entry, new ByteArrayInputStream(packed.toByteArray()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Arrays.copyOf(out.array(), (int) out.size());
    }

    static SeekableInMemoryByteChannel channel(byte[] bytes) {
        return new SeekableInMemoryByteChannel(bytes);
    }

    /** Little-endian view that writes through. */
    static ByteBuffer view(byte[] zip) {
        return ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Where the first entry of the directory starts. */
    static int directory(byte[] zip) {
        return find(zip, CENTRAL_ENTRY);
    }

    static int end(byte[] zip) {
        return find(zip, END);
    }

    private static int find(byte[] zip, int signature) {
        ByteBuffer view = view(zip);
        for (int at = 0; at + 4 <= zip.length; at++) {
            if (view.getInt(at) == signature) {
                return at;
            }
        }
        throw new AssertionError("no such record");
    }
}
