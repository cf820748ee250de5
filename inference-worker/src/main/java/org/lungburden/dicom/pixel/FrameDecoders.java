package org.lungburden.dicom.pixel;

import java.util.Map;
import java.util.Optional;
import org.lungburden.dicom.file.Uid;

/** The supported transfer syntaxes (DICOM PS3.6 annex A). */
public final class FrameDecoders {
    private static final FrameDecoder LITTLE_ENDIAN = new NativeDecoder(false);
    private static final FrameDecoder JPEG_LOSSLESS = new JpegLosslessDecoder();

    private static final Map<String, FrameDecoder> NATIVE = Map.of(
            Uid.IMPLICIT_LITTLE_ENDIAN, LITTLE_ENDIAN,
            Uid.EXPLICIT_LITTLE_ENDIAN, LITTLE_ENDIAN,
            Uid.DEFLATED_EXPLICIT_LITTLE_ENDIAN, LITTLE_ENDIAN,
            Uid.EXPLICIT_BIG_ENDIAN, new NativeDecoder(true));

    private static final Map<String, FrameDecoder> ENCAPSULATED = Map.of(
            Uid.JPEG_LOSSLESS, JPEG_LOSSLESS,
            Uid.JPEG_LOSSLESS_SV1, JPEG_LOSSLESS,
            Uid.RLE_LOSSLESS, new RleDecoder());

    private FrameDecoders() {}

    public static Optional<FrameDecoder> of(String transferSyntax) {
        return Optional.ofNullable(NATIVE.getOrDefault(transferSyntax, ENCAPSULATED.get(transferSyntax)));
    }

    /** Whether the file stores frames as fragments, not as plain bytes one frame after the other. */
    public static boolean isEncapsulated(String transferSyntax) {
        return ENCAPSULATED.containsKey(transferSyntax);
    }
}
