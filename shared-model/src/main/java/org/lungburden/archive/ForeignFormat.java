package org.lungburden.archive;

import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Names formats that this service does not read, from the first bytes, for the sentence that refuses them. */
final class ForeignFormat {
    /** The second half of a refusal. */
    static final String WHAT_TO_SEND = "send a zip, a tar, DICOM or NIfTI.";

    private static final int FIRST_PRINTABLE = 0x20;
    private static final int NIFTI1_MAGIC_AT = 344;
    private static final int MGH_HEADER_BYTES = 284;
    private static final int MGH_TYPES = 12;

    private record Magic(byte[] start, String name) {
        static Magic hex(String start, String name) {
            return new Magic(HexFormat.of().parseHex(start), name);
        }

        static Magic text(String start, String name) {
            return new Magic(start.getBytes(StandardCharsets.ISO_8859_1), name);
        }
    }

    private static final List<Magic> MAGIC = List.of(
            Magic.hex("377abcaf271c", "a 7z archive"),
            Magic.text("Rar!\u001a\u0007", "a RAR archive"),
            Magic.hex("fd377a585a00", "compressed with xz"),
            Magic.text("BZh", "compressed with bzip2"),
            Magic.hex("28b52ffd", "compressed with Zstandard"),
            Magic.text("LZIP", "compressed with lzip"),
            Magic.hex("1f9d", "compressed with compress"),
            Magic.hex("04224d18", "compressed with LZ4"),
            Magic.text("MSCF", "a cabinet file (CAB)"),
            Magic.text("ObjectType", "a MetaImage file (MHA, MHD)"),
            Magic.text("NDims", "a MetaImage file (MHA, MHD)"),
            Magic.text("NRRD000", "an NRRD file"),
            Magic.hex("894844460d0a1a0a", "an HDF5 file"),
            Magic.text("CDF", "a netCDF file"),
            Magic.hex("934e554d5059", "a NumPy array"),
            Magic.text("MATLAB 5.0", "a MATLAB file"),
            Magic.hex("89504e470d0a1a0a", "a PNG picture"),
            Magic.hex("ffd8ff", "a JPEG picture"),
            Magic.hex("0000000c6a502020", "a JPEG 2000 picture"),
            Magic.text("GIF8", "a GIF picture"),
            Magic.text("RIFF", "a video, a sound or a WebP picture (RIFF)"),
            Magic.hex("49492a00", "a TIFF picture"),
            Magic.hex("4d4d002a", "a TIFF picture"),
            Magic.text("%PDF-", "a PDF document"),
            Magic.hex("d0cf11e0a1b11ae1", "a Microsoft Office document"),
            Magic.text("MZ", "a Windows program; unpack it if it is a self-extracting archive"),
            Magic.hex("7f454c46", "a Linux program"));

    /** Of archives and single files that may hold images, but that nothing here unpacks. A cabinet file installs a program. */
    private static final List<String> PACKED = List.of(
            "a 7z archive",
            "a RAR archive",
            "compressed with xz",
            "compressed with bzip2",
            "compressed with Zstandard",
            "compressed with lzip",
            "compressed with LZ4");

    private ForeignFormat() {}

    /**
     * @param head the first {@link ContentSniffer#HEAD_BYTES} bytes, fewer when the file is shorter
     * @return a name that follows "is", empty for a format without a known start
     */
    static Optional<String> of(byte[] head) {
        if (ContentSniffer.isAnalyze(head)) {
            return Optional.of("an Analyze file, which does not tell left from right");
        }
        if (isAt(head, NIFTI1_MAGIC_AT, "n+1\0") || isAt(head, NIFTI1_MAGIC_AT, "ni1\0")) {
            return Optional.of("a NIfTI-1 file whose sizeof_hdr is not 348; write the header anew");
        }
        if (isFreeSurfer(head)) {
            return Optional.of("a FreeSurfer volume (MGH, MGZ)");
        }
        if (isAt(head, 4, "ftyp")) {
            return Optional.of("a video (MP4) or a picture (HEIC)");
        }
        if (isAt(head, 0, "BM") && isAt(head, 6, "\0\0\0\0")) {
            return Optional.of("a BMP picture");
        }
        Optional<String> known = magic(head);
        return known.isPresent() ? known : text(head);
    }

    /** The name of a packed format that may hold images; it follows "is". */
    static Optional<String> packed(byte[] head) {
        return magic(head).filter(PACKED::contains);
    }

    private static Optional<String> magic(byte[] head) {
        return MAGIC.stream()
                .filter(magic -> startsWith(head, magic.start()))
                .map(Magic::name)
                .findFirst();
    }

    /** Version 1, four sizes above 0 and a type below 12, all of 4 bytes with the highest first (mri.h, mghRead). */
    private static boolean isFreeSurfer(byte[] head) {
        if (head.length < MGH_HEADER_BYTES) {
            return false;
        }
        IntBuffer numbers = ByteBuffer.wrap(head).asIntBuffer();
        return numbers.get(0) == 1
                && IntStream.rangeClosed(1, 4).map(numbers::get).allMatch(size -> size > 0 && size < 1 << 16)
                && numbers.get(5) >= 0
                && numbers.get(5) < MGH_TYPES;
    }

    private static boolean isAt(byte[] head, int at, String text) {
        return head.length >= at + text.length()
                && new String(head, at, text.length(), StandardCharsets.ISO_8859_1).equals(text);
    }

    /** What a file may be that begins with zeros; the label of a disc image follows after 32 KiB (ECMA-119). */
    static Optional<String> ofZeros(byte[] head) {
        return head.length == ContentSniffer.HEAD_BYTES && new TarBlock(head).isZero()
                ? Optional.of("an empty tar, a disc image (ISO) or damaged, since it begins with zeros")
                : Optional.empty();
    }

    private static boolean startsWith(byte[] head, byte[] start) {
        return head.length >= start.length && Arrays.equals(head, 0, start.length, start, 0, start.length);
    }

    private static Optional<String> text(byte[] head) {
        if (!isText(head)) {
            return Optional.empty();
        }
        String start = new String(head, StandardCharsets.ISO_8859_1).strip().toLowerCase(Locale.ROOT);
        return Optional.of(start.startsWith("<!doctype html") || start.startsWith("<html") ? "a web page" : "a text");
    }

    /** False for an empty file. */
    private static boolean isText(byte[] head) {
        for (byte value : head) {
            boolean blank = value == '\t' || value == '\n' || value == '\r' || value == '\f';
            if (value >= 0 && value < FIRST_PRINTABLE && !blank) {
                return false;
            }
        }
        return head.length > 0;
    }
}
