package org.lungburden.dicom.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names in the examples of DICOM PS3.5 annexes H to K; pydicom 2.3.1 finds the same letters in them. */
class DicomTextTest {
    private static String decoded(String set, String octets) {
        Optional<byte[]> terms =
                set.isEmpty() ? Optional.empty() : Optional.of(set.getBytes(StandardCharsets.US_ASCII));
        return DicomText.in(terms).decode(octets.getBytes(StandardCharsets.ISO_8859_1));
    }

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "ISO_IR 100,M\u00fcller^J\u00f6rg ,M\u00fcller^J\u00f6rg",
                "ISO_IR 101,Wa\u00b3\u00easa,Wa\u0142\u0119sa",
                "ISO_IR 109,\u00a1,\u0126",
                "ISO_IR 110,\u00c0,\u0100",
                "ISO_IR 144,\u00bb\u00ee\u00dace\u00dc\u00d1\u00e0\u00d3,\u041b\u044e\u043ace\u043c\u0431\u0440\u0433",
                "ISO_IR 127,\u00e2\u00c8\u00c7\u00e6\u00ea^\u00e4\u00e6\u00d2\u00c7\u00d1,\u0642\u0628\u0627\u0646\u064a^\u0644\u0646\u0632\u0627\u0631",
                "ISO_IR 126,\u00c4\u00e9\u00ef\u00ed\u00f5\u00f3\u00e9\u00ef\u00f2,\u0394\u03b9\u03bf\u03bd\u03c5\u03c3\u03b9\u03bf\u03c2",
                "ISO_IR 138,\u00f9\u00f8\u00e5\u00ef^\u00e3\u00e1\u00e5\u00f8\u00e4,\u05e9\u05e8\u05d5\u05df^\u05d3\u05d1\u05d5\u05e8\u05d4",
                "ISO_IR 148,\u00dd,\u0130",
                "ISO_IR 13,\u00d4\u00cf\u00c0\u00de^\u00c0\u00db\u00b3,\uff94\uff8f\uff80\uff9e^\uff80\uff9b\uff73",
                "ISO_IR 166,\u00ca\u00c1,\u0e2a\u0e21",
                "ISO_IR 192,M\u00c3\u00bcller,M\u00fcller",
                "GB18030,\u00cd\u00f5^\u00d0\u00a1\u00b6\u00ab,\u738b^\u5c0f\u4e1c",
            })
    void oneSetForTheWholeText(String set, String octets, String expected) {
        assertThat(decoded(set, octets)).isEqualTo(expected);
    }

    /** Example H.3-1: the second byte of a letter of two bytes may be a caret. */
    @Test
    void japaneseNamesSwitchSets() {
        assertThat(decoded(
                        "\\ISO 2022 IR 87",
                        "Yamada^Tarou=\033$B;3ED\033(B^\033$BB@O:\033(B=\033$B$d$^$@\033(B^\033$B$?$m$&\033(B"))
                .isEqualTo("Yamada^Tarou=\u5c71\u7530^\u592a\u90ce=\u3084\u307e\u3060^\u305f\u308d\u3046");
    }

    /** Example H.3-2. */
    @Test
    void halfWidthKatakanaBeginTheText() {
        assertThat(decoded(
                        "ISO 2022 IR 13\\ISO 2022 IR 87",
                        "\u00d4\u00cf\u00c0\u00de^\u00c0\u00db\u00b3=\033$B;3ED\033(J^\033$BB@O:\033(J"))
                .isEqualTo("\uff94\uff8f\uff80\uff9e^\uff80\uff9b\uff73=\u5c71\u7530^\u592a\u90ce");
    }

    /** Example I.2-1: each part of a name begins anew with the first set. */
    @Test
    void koreanNamesSwitchSets() {
        assertThat(
                        decoded(
                                "\\ISO 2022 IR 149",
                                "Hong^Gildong=\033$)C\u00fb\u00f3^\033$)C\u00d1\u00ce\u00d4\u00d7=\033$)C\u00c8\u00ab^\033$)C\u00b1\u00e6\u00b5\u00bf"))
                .isEqualTo("Hong^Gildong=\u6d2a^\u5409\u6d1e=\ud64d^\uae38\ub3d9");
        assertThat(decoded("\\ISO 2022 IR 149", "\033$)C\u00fb\u00f3^\u00fb")).isEqualTo("\u6d2a^?");
    }

    /** Example K.2. */
    @Test
    void chineseNamesSwitchSets() {
        assertThat(decoded("\\ISO 2022 IR 58", "Zhang^XiaoDong=\033$)A\u00d5\u00c5^\033$)A\u00d0\u00a1\u00b6\u00ab="))
                .isEqualTo("Zhang^XiaoDong=\u5f20^\u5c0f\u4e1c=");
    }

    /** The second byte of U+4E5B is a caret. */
    @Test
    void aSecondByteIsNoDelimiter() {
        assertThat(decoded("GB18030", "\u0081^^\u0081^")).isEqualTo("\u4e5b^\u4e5b");
    }

    @Test
    void bytesWithoutAMeaningBecomeQuestionMarks() {
        assertThat(decoded("", "M\u00fcller")).isEqualTo("M?ller");
        assertThat(decoded("ISO_IR 4711", "M\u00fcller")).isEqualTo("M?ller");
        assertThat(decoded("ISO_IR 192", "M\u00fcller")).isEqualTo("M?ller");
        assertThat(decoded("ISO_IR 100", "a\033")).isEqualTo("a");
        assertThat(decoded("ISO_IR 100", "a\033%Gb\u00fc")).isEqualTo("ab?");
        assertThat(decoded("", "\0 a \0")).isEqualTo("a");
    }
}
