package org.lungburden.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/** Zips made by the JDK, and spoiled. */
final class TestZips {
    private static final int CENTRAL_ENTRY = 0x02014b50;
    private static final int END = 0x06054b50;

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
