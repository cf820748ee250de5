package org.lungburden.dicom.pixel;

import java.util.Map;
import org.lungburden.dicom.file.Uid;

/** Names of transfer syntaxes that are not read (DICOM PS3.6 annex A), and what to do with such images. */
final class TransferSyntaxNames {
    private static final String JPEG_PROCESS = "1.2.840.10008.1.2.4.";

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry(JPEG_PROCESS + "52", "JPEG Extended (Process 3 & 5)"),
            Map.entry(JPEG_PROCESS + "53", "JPEG Spectral Selection, Non-Hierarchical (Process 6 & 8)"),
            Map.entry(JPEG_PROCESS + "54", "JPEG Spectral Selection, Non-Hierarchical (Process 7 & 9)"),
            Map.entry(JPEG_PROCESS + "55", "JPEG Full Progression, Non-Hierarchical (Process 10 & 12)"),
            Map.entry(JPEG_PROCESS + "56", "JPEG Full Progression, Non-Hierarchical (Process 11 & 13)"),
            Map.entry(JPEG_PROCESS + "58", "JPEG Lossless, Non-Hierarchical (Process 15)"),
            Map.entry(JPEG_PROCESS + "59", "JPEG Extended, Hierarchical (Process 16 & 18)"),
            Map.entry(JPEG_PROCESS + "60", "JPEG Extended, Hierarchical (Process 17 & 19)"),
            Map.entry(JPEG_PROCESS + "61", "JPEG Spectral Selection, Hierarchical (Process 20 & 22)"),
            Map.entry(JPEG_PROCESS + "62", "JPEG Spectral Selection, Hierarchical (Process 21 & 23)"),
            Map.entry(JPEG_PROCESS + "63", "JPEG Full Progression, Hierarchical (Process 24 & 26)"),
            Map.entry(JPEG_PROCESS + "64", "JPEG Full Progression, Hierarchical (Process 25 & 27)"),
            Map.entry(JPEG_PROCESS + "65", "JPEG Lossless, Hierarchical (Process 28)"),
            Map.entry(JPEG_PROCESS + "66", "JPEG Lossless, Hierarchical (Process 29)"),
            Map.entry(JPEG_PROCESS + "92", "JPEG 2000 Part 2 Multi-component Lossless"),
            Map.entry(JPEG_PROCESS + "93", "JPEG 2000 Part 2 Multi-component"),
            Map.entry(JPEG_PROCESS + "94", "JPIP Referenced"),
            Map.entry(JPEG_PROCESS + "95", "JPIP Referenced Deflate"),
            Map.entry(JPEG_PROCESS + "100", "MPEG2 Main Profile / Main Level"),
            Map.entry(JPEG_PROCESS + "100.1", "Fragmentable MPEG2 Main Profile / Main Level"),
            Map.entry(JPEG_PROCESS + "101", "MPEG2 Main Profile / High Level"),
            Map.entry(JPEG_PROCESS + "101.1", "Fragmentable MPEG2 Main Profile / High Level"),
            Map.entry(JPEG_PROCESS + "102", "MPEG-4 AVC/H.264 High Profile / Level 4.1"),
            Map.entry(JPEG_PROCESS + "102.1", "Fragmentable MPEG-4 AVC/H.264 High Profile / Level 4.1"),
            Map.entry(JPEG_PROCESS + "103", "MPEG-4 AVC/H.264 BD-compatible High Profile / Level 4.1"),
            Map.entry(JPEG_PROCESS + "103.1", "Fragmentable MPEG-4 AVC/H.264 BD-compatible High Profile / Level 4.1"),
            Map.entry(JPEG_PROCESS + "104", "MPEG-4 AVC/H.264 High Profile / Level 4.2 for 2D Video"),
            Map.entry(JPEG_PROCESS + "104.1", "Fragmentable MPEG-4 AVC/H.264 High Profile / Level 4.2 for 2D Video"),
            Map.entry(JPEG_PROCESS + "105", "MPEG-4 AVC/H.264 High Profile / Level 4.2 for 3D Video"),
            Map.entry(JPEG_PROCESS + "105.1", "Fragmentable MPEG-4 AVC/H.264 High Profile / Level 4.2 for 3D Video"),
            Map.entry(JPEG_PROCESS + "106", "MPEG-4 AVC/H.264 Stereo High Profile / Level 4.2"),
            Map.entry(JPEG_PROCESS + "106.1", "Fragmentable MPEG-4 AVC/H.264 Stereo High Profile / Level 4.2"),
            Map.entry(JPEG_PROCESS + "107", "HEVC/H.265 Main Profile / Level 5.1"),
            Map.entry(JPEG_PROCESS + "108", "HEVC/H.265 Main 10 Profile / Level 5.1"),
            Map.entry(JPEG_PROCESS + "110", "JPEG XL Lossless"),
            Map.entry(JPEG_PROCESS + "111", "JPEG XL JPEG Recompression"),
            Map.entry(JPEG_PROCESS + "112", "JPEG XL"),
            Map.entry(JPEG_PROCESS + "201", "High-Throughput JPEG 2000 Lossless (HTJ2K)"),
            Map.entry(JPEG_PROCESS + "202", "High-Throughput JPEG 2000 with RPCL Options Lossless (HTJ2K)"),
            Map.entry(JPEG_PROCESS + "203", "High-Throughput JPEG 2000 (HTJ2K)"),
            Map.entry(JPEG_PROCESS + "204", "JPIP HTJ2K Referenced"),
            Map.entry(JPEG_PROCESS + "205", "JPIP HTJ2K Referenced Deflate"),
            Map.entry("1.2.840.10008.1.2.7.1", "SMPTE ST 2110-20 Uncompressed Progressive Active Video"),
            Map.entry("1.2.840.10008.1.2.7.2", "SMPTE ST 2110-20 Uncompressed Interlaced Active Video"),
            Map.entry("1.2.840.10008.1.2.7.3", "SMPTE ST 2110-30 PCM Digital Audio"),
            Map.entry("1.2.840.10008.1.2.8.1", "Deflated Image Frame Compression"),
            Map.entry("1.2.840.10008.1.20", "Papyrus 3 Implicit VR Little Endian"));

    private static final String STANDARD = "1.2.840.10008.";
    private static final String ADVICE =
            " is not supported; convert the images with gdcmconv --raw or export them uncompressed.";

    private TransferSyntaxNames() {}

    /** Names by UID. */
    static Map<String, String> all() {
        return NAMES;
    }

    /** A sentence for the client on images of this transfer syntax; a text that is no UID is not repeated. */
    static String refusal(String uid) {
        String name = NAMES.get(uid);
        if (name != null) {
            return "Transfer syntax " + name + " (" + uid + ")" + ADVICE;
        }
        if (!Uid.isValid(uid)) {
            return "TransferSyntaxUID holds no UID, so nobody can tell how the images are stored; export them again.";
        }
        return (uid.startsWith(STANDARD) ? "Transfer syntax " : "The private transfer syntax ") + uid + ADVICE;
    }
}
