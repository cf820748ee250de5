package org.lungburden.dicom.file;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * Text values in the character sets that Specific Character Set (0008,0005) names (DICOM PS3.3 C.12.1.1.2, PS3.5 6.1).
 * Escape sequences switch between sets (PS3.5 6.1.2.5). Bytes without a meaning become question marks.
 */
public final class DicomText {
    private static final byte ESCAPE = 0x1b;
    private static final String UNKNOWN = "?";

    /** The names of Java by the numbers in the defined terms {@code ISO_IR n} and {@code ISO 2022 IR n}. */
    private static final Map<String, String> BY_TERM = Map.ofEntries(
            Map.entry("6", "US-ASCII"),
            Map.entry("100", "ISO-8859-1"),
            Map.entry("101", "ISO-8859-2"),
            Map.entry("109", "ISO-8859-3"),
            Map.entry("110", "ISO-8859-4"),
            Map.entry("144", "ISO-8859-5"),
            Map.entry("127", "ISO-8859-6"),
            Map.entry("126", "ISO-8859-7"),
            Map.entry("138", "ISO-8859-8"),
            Map.entry("148", "ISO-8859-9"),
            Map.entry("203", "ISO-8859-15"),
            Map.entry("13", "JIS_X0201"),
            Map.entry("166", "TIS-620"),
            Map.entry("192", "UTF-8"),
            Map.entry("GB18030", "GB18030"),
            Map.entry("GBK", "GBK"));

    /** Sets by the escape sequence that begins them, without its first byte. */
    private static final Map<String, String> BY_ESCAPE = Map.ofEntries(
            Map.entry("(B", "US-ASCII"),
            Map.entry("-A", "ISO-8859-1"),
            Map.entry("-B", "ISO-8859-2"),
            Map.entry("-C", "ISO-8859-3"),
            Map.entry("-D", "ISO-8859-4"),
            Map.entry("-L", "ISO-8859-5"),
            Map.entry("-G", "ISO-8859-6"),
            Map.entry("-F", "ISO-8859-7"),
            Map.entry("-H", "ISO-8859-8"),
            Map.entry("-M", "ISO-8859-9"),
            Map.entry("-b", "ISO-8859-15"),
            Map.entry("(J", "JIS_X0201"),
            Map.entry(")I", "JIS_X0201"),
            Map.entry("-T", "TIS-620"),
            Map.entry("$B", "x-JIS0208"),
            Map.entry("$(D", "JIS_X0212-1990"),
            Map.entry("$)C", "EUC-KR"),
            Map.entry("$)A", "GB2312"));

    private final Charset first;

    private DicomText(Charset first) {
        this.first = first;
    }

    /** @param specificCharacterSet the value of (0008,0005); empty for the default repertoire, which is ASCII */
    public static DicomText in(Optional<byte[]> specificCharacterSet) {
        String terms = new String(specificCharacterSet.orElse(new byte[0]), StandardCharsets.US_ASCII);
        String term = terms.split("\\\\", 2)[0].strip();
        String set = term.replaceFirst("^ISO(_| 2022 )IR ", "");
        return new DicomText(charset(BY_TERM.getOrDefault(set, "US-ASCII")));
    }

    /** Some sets lie in a module that a small Java may lack. */
    private static Charset charset(String name) {
        return Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.US_ASCII;
    }

    /** The text without padding. */
    public String decode(byte[] value) {
        StringBuilder text = new StringBuilder();
        Charset charset = first;
        int begin = 0;
        for (int n = 0; n < value.length; n++) {
            if (value[n] == ESCAPE) {
                text.append(decode(value, begin, n, charset));
                String sequence = sequence(value, n + 1);
                charset = charset(BY_ESCAPE.getOrDefault(sequence, "US-ASCII"));
                n += sequence.length();
                begin = n + 1;
            } else if (endsSet(value[n]) && !charset.equals(first) && !isOfTwoBytes(charset)) {
                text.append(decode(value, begin, n, charset));
                charset = first;
                begin = n;
            }
        }
        return text.append(decode(value, begin, value.length, charset))
                .toString()
                .replace('\0', ' ')
                .strip();
    }

    /** In a set of two bytes for each letter, the second may look like a delimiter. */
    private static boolean isOfTwoBytes(Charset charset) {
        return charset.name().equals("x-JIS0208") || charset.name().equals("JIS_X0212-1990");
    }

    private static boolean endsSet(byte character) {
        return character == '^' || character == '=' || character == '\\' || character == '\r' || character == '\n';
    }

    /** The bytes after an escape that choose a set: intermediate bytes and a final one (ISO 2022). */
    private static String sequence(byte[] value, int begin) {
        int end = begin;
        while (end < value.length && value[end] >= 0x20 && value[end] < 0x30) {
            end++;
        }
        return new String(value, begin, Math.min(value.length, end + 1) - begin, StandardCharsets.ISO_8859_1);
    }

    private static String decode(byte[] value, int begin, int end, Charset charset) {
        try {
            return charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPLACE)
                    .replaceWith(UNKNOWN)
                    .decode(ByteBuffer.wrap(value, begin, end - begin))
                    .toString();
        } catch (CharacterCodingException e) {
            return UNKNOWN;
        }
    }
}
