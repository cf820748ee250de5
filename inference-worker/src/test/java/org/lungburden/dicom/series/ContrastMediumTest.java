package org.lungburden.dicom.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.dicom.file.DataSet;
import org.lungburden.dicom.file.Tag;

/** Values as scanners, modality worklists and people write them. */
class ContrastMediumTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "none",
                "No Contrast ",
                "NO",
                "N",
                "NIL",
                "false",
                "WITHOUT CONTRAST",
                "W/O",
                "W/O CONTRAST",
                "wo contrast",
                "NO IV CONTRAST",
                "NO ORAL OR IV CONTRAST",
                "WITHOUT IV CONTRAST, ORAL ONLY",
                "CONTRAST: NONE",
                "NONE GIVEN",
                "NOT APPLIED",
                "Non-contrast",
                "NONCONTRAST",
                "NC",
                "UNENHANCED",
                "PLAIN",
                "PRE CONTRAST",
                "C-",
                "Nativ",
                "NATIVE",
                "KEIN KM",
                "KEINES",
                "ohne",
                "o.K.; ohne KM",
                "sans",
                "SANS INJECTION",
                "AUCUN",
                "senza",
                "SENZA MDC",
                "sin",
                "SIN CONTRASTE",
                "NINGUNO",
                "SEM CONTRASTE",
                "GEEN",
                "ZONDER CONTRAST",
                "ingen kontrast",
                "bez kontrastu",
                "\u0431\u0435\u0437",
                "\u043d\u0430\u0442\u0438\u0432\u043d\u043e\u0435",
                "\u9020\u5f71\u306a\u3057",
                "\u5e73\u626b"
            })
    void noContrastMedium(String agent) {
        assertThat(ContrastMedium.of(agent)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Omnipaque",
                "OMNIPAQUE 350",
                "Ultravist 370",
                "Iomeron 400",
                "Imeron",
                "XENETIX",
                "Visipaque 320",
                "Isovue-300",
                "Iohexol",
                "IOPAMIDOL 61%",
                "Optiray",
                "IODINE",
                "Jopamiro",
                "NON-IONIC 370",
                "Nonionic",
                "100CC",
                "80 ml",
                "350",
                "IV",
                "I.V.",
                "Intravenous",
                "IV, NO ORAL",
                "IV CONTRAST NO ORAL",
                "NO ORAL, IV OMNIPAQUE",
                "ORAL AND IV",
                "IV/ORAL",
                "KM",
                "mit KM",
                "CE",
                "CM",
                "MDC",
                "CONTRAST",
                "CONTRASTE",
                "APPLIED",
                "Y",
                "YES",
                "1",
                "TRUE",
                "C+",
                "+",
                "ARTERIAL PHASE",
                "\u0441 \u043a\u043e\u043d\u0442\u0440\u0430\u0441\u0442\u043e\u043c"
            })
    void contrastMedium(String agent) {
        assertThat(ContrastMedium.of(agent)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-",
                "--",
                "?",
                "0",
                "0 ML",
                "N/A",
                "n.a.",
                "NA",
                "UNKNOWN",
                "UNKNOWN CONTRAST",
                "OTHER",
                "X",
                "ORAL",
                "P.O.",
                "ORAL ONLY",
                "ORAL OMNIPAQUE",
                "NO ORAL",
                "Gastrografin",
                "WATER",
                "SALINE",
                "REMOVED",
                "DOE^JOHN",
                "20240517",
                "WITHOUT AND WITH"
            })
    void notTold(String agent) {
        assertThat(ContrastMedium.of(agent)).isNull();
    }

    @Test
    void wordsAreReadInTheCharacterSetOfTheFile() {
        String without = "\u0431\u0435\u0437 \u043a\u043e\u043d\u0442\u0440\u0430\u0441\u0442\u0430";
        assertThat(of(without, Charset.forName("ISO-8859-5"), "ISO_IR 144")).isFalse();
        assertThat(of(without, StandardCharsets.UTF_8, "ISO_IR 192")).isFalse();
        assertThat(of(without, StandardCharsets.UTF_8, "")).isFalse();
        assertThat(of(without, Charset.forName("ISO-8859-5"), "")).isNull();
    }

    private static @Nullable Boolean of(String agent, Charset charset, String term) {
        DataSet slice = new DataSet(false);
        slice.put(Tag.CONTRAST_BOLUS_AGENT, agent.getBytes(charset));
        if (!term.isEmpty()) {
            slice.put(Tag.SPECIFIC_CHARACTER_SET, term.getBytes(StandardCharsets.US_ASCII));
        }
        return ContrastMedium.of(List.of(slice));
    }
}
