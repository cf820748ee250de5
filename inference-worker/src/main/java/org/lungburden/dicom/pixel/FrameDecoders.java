package org.lungburden.dicom.pixel;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lungburden.dicom.file.Uid;

/** The supported transfer syntaxes (DICOM PS3.6 annex A). */
public final class FrameDecoders {
    private static final FrameDecoder LITTLE_ENDIAN = new NativeDecoder(false);
    private static final FrameDecoder FRAGMENTS = new FragmentsDecoder();

    private static final Map<String, FrameDecoder> NATIVE = Map.of(
            Uid.IMPLICIT_LITTLE_ENDIAN, LITTLE_ENDIAN,
            Uid.EXPLICIT_LITTLE_ENDIAN, LITTLE_ENDIAN,
            Uid.DEFLATED_EXPLICIT_LITTLE_ENDIAN, LITTLE_ENDIAN,
            Uid.EXPLICIT_BIG_ENDIAN, new NativeDecoder(true));

    private static final Map<String, FrameDecoder> ENCAPSULATED = Map.of(
            Uid.ENCAPSULATED_UNCOMPRESSED, LITTLE_ENDIAN,
            Uid.JPEG_BASELINE, FRAGMENTS,
            Uid.JPEG_EXTENDED, FRAGMENTS,
            Uid.JPEG_LOSSLESS, FRAGMENTS,
            Uid.JPEG_LOSSLESS_SV1, FRAGMENTS,
            Uid.JPEG_LS_LOSSLESS, FRAGMENTS,
            Uid.JPEG_LS_NEAR_LOSSLESS, FRAGMENTS,
            Uid.JPEG_2000_LOSSLESS, FRAGMENTS,
            Uid.JPEG_2000, FRAGMENTS,
            Uid.RLE_LOSSLESS, new RleDecoder());

    private static final Set<String> LOSSY =
            Set.of(Uid.JPEG_BASELINE, Uid.JPEG_EXTENDED, Uid.JPEG_LS_NEAR_LOSSLESS, Uid.JPEG_2000);
    /** Syntaxes that also hold images compressed without loss; LossyImageCompression tells. */
    private static final Set<String> MAY_BE_LOSSLESS = Set.of(Uid.JPEG_LS_NEAR_LOSSLESS, Uid.JPEG_2000);

    private FrameDecoders() {}

    /** The UIDs of all transfer syntaxes that are read. */
    public static Set<String> supported() {
        return Stream.of(NATIVE, ENCAPSULATED)
                .flatMap(decoders -> decoders.keySet().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    public static Optional<FrameDecoder> of(String transferSyntax) {
        return Optional.ofNullable(NATIVE.getOrDefault(transferSyntax, ENCAPSULATED.get(transferSyntax)));
    }

    /** Names of transfer syntaxes that are not read, by UID. Others are refused by UID alone. */
    public static Map<String, String> refusedByName() {
        return TransferSyntaxNames.all();
    }

    /** A sentence for the client on a transfer syntax that is not supported: its name, its UID and what to do. */
    public static String refusal(String transferSyntax) {
        return TransferSyntaxNames.refusal(transferSyntax);
    }

    /**
     * The decoder that the pixel data need. They tell by their length whether they are fragments, whatever the transfer
     * syntax says.
     *
     * @param transferSyntax a supported one
     */
    public static FrameDecoder of(String transferSyntax, boolean fragments) {
        return fragments
                ? ENCAPSULATED.getOrDefault(transferSyntax, FRAGMENTS)
                : NATIVE.getOrDefault(transferSyntax, LITTLE_ENDIAN);
    }

    /**
     * Whether images of this transfer syntax lost something.
     *
     * @param lossyImageCompression value of the attribute; empty when it is missing
     */
    public static boolean isLossy(String transferSyntax, String lossyImageCompression) {
        boolean saidLossless = "00".equals(lossyImageCompression) && MAY_BE_LOSSLESS.contains(transferSyntax);
        return "01".equals(lossyImageCompression) || LOSSY.contains(transferSyntax) && !saidLossless;
    }

    /** Whether the file stores frames as fragments, not as plain bytes one frame after the other. */
    public static boolean isEncapsulated(String transferSyntax) {
        return ENCAPSULATED.containsKey(transferSyntax);
    }
}
