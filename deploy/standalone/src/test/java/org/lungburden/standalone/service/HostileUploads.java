package org.lungburden.standalone.service;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.lungburden.phantom.PhantomFile;
import org.lungburden.phantom.PhantomScan;

/** Studies made to be refused, from a sound phantom and from nothing. */
final class HostileUploads {
    private static final PhantomScan SCAN = new PhantomScan(20, 20, 8, 20, 30, "LPS", 0);
    private static final int LOCAL = 0x04034b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int META_AT = 132;
    private static final int META_GROUP_LENGTH_BYTES = 12;
    private static final int NIFTI_DIMENSIONS_AT = 40;
    private static final int MIB = 1 << 20;

    private final Path folder;

    HostileUploads(Path folder) {
        this.folder = folder;
    }

    byte[] phantom(String name) {
        try {
            Path file = folder.resolve(name);
            PhantomFile.write(SCAN, file);
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The phantom's CT files. */
    List<byte[]> slices() {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(phantom("phantom.zip")))) {
            List<byte[]> slices = new ArrayList<>();
            while (zip.getNextEntry() != null) {
                slices.add(zip.readAllBytes());
            }
            return slices;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] slicesEach(UnaryOperator<byte[]> change) {
        return zip(slices().stream().map(change).toList());
    }

    byte[] sliceChanged(UnaryOperator<byte[]> change) {
        List<byte[]> slices = slices();
        slices.set(3, change.apply(slices.get(3)));
        return zip(slices);
    }

    static byte[] half(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length / 2);
    }

    static byte[] zip(List<byte[]> files) {
        return written(out -> {
            try (ZipOutputStream zip = new ZipOutputStream(out)) {
                for (int n = 0; n < files.size(); n++) {
                    zip.putNextEntry(new ZipEntry("study/" + n + ".dcm"));
                    zip.write(files.get(n));
                }
            }
        });
    }

    static byte[] zipNamed(String name) {
        return written(out -> {
            try (ZipOutputStream zip = new ZipOutputStream(out)) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(name.getBytes(US_ASCII));
            }
        });
    }

    /** A symbolic link, as Info-ZIP's {@code zip -y} stores it (APPNOTE.TXT 4.4.2 and 4.4.15). */
    static byte[] link() {
        byte[] zip = zipNamed("link");
        ByteBuffer view = view(zip);
        int entry = find(view, CENTRAL);
        view.putShort(entry + 4, (short) (3 << 8 | 20)).putInt(entry + 38, 0120777 << 16);
        return zip;
    }

    /** APPNOTE.TXT 4.4.4, bit 0. */
    static byte[] encrypted() {
        byte[] zip = zipNamed("secret.dcm");
        ByteBuffer view = view(zip);
        int local = find(view, LOCAL) + 6;
        int central = find(view, CENTRAL) + 8;
        view.putShort(local, (short) (view.getShort(local) | 1))
                .putShort(central, (short) (view.getShort(central) | 1));
        return zip;
    }

    /** Bytes that are too many to hold. */
    record Bomb(byte[] head, long zeros, byte[] tail) {
        void to(OutputStream out) throws IOException {
            out.write(head);
            byte[] nothing = new byte[MIB];
            for (long left = zeros; left > 0; left -= nothing.length) {
                out.write(nothing, 0, (int) Math.min(nothing.length, left));
            }
            out.write(tail);
        }

        byte[] zipped() {
            return written(out -> {
                try (ZipOutputStream zip = new ZipOutputStream(out)) {
                    zip.putNextEntry(new ZipEntry("bomb.dcm"));
                    to(zip);
                }
            });
        }

        byte[] gzipped() {
            return written(out -> {
                try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                    to(gzip);
                }
            });
        }
    }

    private interface Writing {
        void to(OutputStream out) throws IOException;
    }

    private static byte[] written(Writing content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            content.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** A CT with a private element of zeros in front of what tells its place. */
    Bomb zeros(int mebibytes) {
        byte[] slice = slices().get(0);
        ByteBuffer element = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        element.putShort((short) 0x0009).putShort((short) 0x1010).put("OB".getBytes(US_ASCII));
        element.putShort((short) 0).putInt(mebibytes * MIB);
        int place = indexOf(slice, new byte[] {0x20, 0, 0x0d, 0});
        byte[] head = Arrays.copyOf(slice, place + element.capacity());
        System.arraycopy(element.array(), 0, head, place, element.capacity());
        return new Bomb(head, (long) mebibytes * MIB, Arrays.copyOfRange(slice, place, slice.length));
    }

    /** The directory declares a hundred bytes for its only member. */
    static byte[] lying(byte[] zip) {
        ByteBuffer view = view(zip);
        view.putInt(find(view, CENTRAL) + 24, 100);
        return zip;
    }

    /** The data set deflated within the file (DICOM PS3.5 annex A.5). */
    static byte[] deflated(Bomb explicit) {
        int dataSet = dataSetAt(explicit.head());
        byte[] meta =
                replace(Arrays.copyOf(explicit.head(), dataSet), "1.2.840.10008.1.2.1\0", "1.2.840.10008.1.2.1.99");
        int uid = indexOf(meta, "1.2.840.10008.1.2.1.99".getBytes(US_ASCII));
        view(meta).putShort(uid - 2, (short) 22).putInt(META_AT + 8, meta.length - META_AT - META_GROUP_LENGTH_BYTES);
        byte[] head = Arrays.copyOfRange(explicit.head(), dataSet, explicit.head().length);
        return written(out -> {
            out.write(meta);
            try (OutputStream deflater = new DeflaterOutputStream(out, new Deflater(9, true))) {
                new Bomb(head, explicit.zeros(), explicit.tail()).to(deflater);
            }
        });
    }

    private static int dataSetAt(byte[] file) {
        return META_AT + META_GROUP_LENGTH_BYTES + view(file).getInt(META_AT + 8);
    }

    /** A NIfTI of zeros whose header tells the truth. */
    byte[] niftiOfZeros(int edge, int slices) {
        byte[] header = Arrays.copyOf(phantom("phantom.nii"), 352);
        view(header)
                .putShort(NIFTI_DIMENSIONS_AT + 2, (short) edge)
                .putShort(NIFTI_DIMENSIONS_AT + 4, (short) edge)
                .putShort(NIFTI_DIMENSIONS_AT + 6, (short) slices);
        // voxels of 1 mm, so that the patient is no giant
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                view(header).putFloat(280 + 16 * row + 4 * column, row == column ? 1 : 0);
            }
        }
        return new Bomb(header, (long) edge * edge * slices * 2, new byte[0]).gzipped();
    }

    static byte[] gzip(String text) {
        return new Bomb(text.getBytes(US_ASCII), 0, new byte[0]).gzipped();
    }

    /** As many entries as asked for, all of them empty and named alike; the end of the directory counts 16 bits of them. */
    static byte[] entries(int count) {
        byte[] name = {'a'};
        ByteBuffer zip = ByteBuffer.allocate(31 + 47 * count + 22).order(ByteOrder.LITTLE_ENDIAN);
        zip.putInt(LOCAL)
                .put(new byte[22])
                .putShort((short) 1)
                .putShort((short) 0)
                .put(name);
        int crc = (int) new CRC32().getValue();
        for (int n = 0; n < count; n++) {
            zip.putInt(CENTRAL).put(new byte[12]).putInt(crc).putInt(0).putInt(0);
            zip.putShort((short) 1).put(new byte[16]).put(name);
        }
        zip.putInt(0x06054b50).putInt(0).putShort((short) count).putShort((short) count);
        zip.putInt(47 * count).putInt(31).putShort((short) 0);
        return zip.array();
    }

    static byte[] mr(byte[] ct) {
        return replace(
                replace(ct, "1.2.840.10008.5.1.4.1.1.2\0", "1.2.840.10008.5.1.4.1.1.4\0"), "CS\2\0CT", "CS\2\0MR");
    }

    /** Rows and columns that no file of this size holds. */
    static byte[] huge(byte[] ct) {
        byte[] claiming = ct.clone();
        ByteBuffer view = view(claiming);
        view.putShort(indexOf(ct, new byte[] {0x28, 0, 0x10, 0, 'U', 'S'}) + 8, (short) 8192);
        view.putShort(indexOf(ct, new byte[] {0x28, 0, 0x11, 0, 'U', 'S'}) + 8, (short) 8192);
        return claiming;
    }

    static List<byte[]> copies(byte[] file, int count) {
        return Collections.nCopies(count, file);
    }

    private static byte[] replace(byte[] bytes, String from, String to) {
        return new String(bytes, ISO_8859_1).replace(from, to).getBytes(ISO_8859_1);
    }

    private static ByteBuffer view(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int find(ByteBuffer zip, int signature) {
        for (int at = zip.limit() - 22; at >= 0; at--) {
            if (zip.getInt(at) == signature) {
                return at;
            }
        }
        throw new AssertionError("no such record");
    }

    private static int indexOf(byte[] bytes, byte[] wanted) {
        int at = new String(bytes, ISO_8859_1).indexOf(new String(wanted, ISO_8859_1));
        if (at < 0) {
            throw new AssertionError("not found");
        }
        return at;
    }
}
