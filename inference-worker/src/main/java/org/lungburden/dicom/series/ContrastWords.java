package org.lungburden.dicom.series;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Words that scanners and people write into Contrast/Bolus Agent, in upper case without dots: a flag, the way into the
 * body, an amount, the name of the substance or of a product, in several languages.
 */
final class ContrastWords {
    private static final Set<String> NEGATIONS = Set.of(
            ("N NO NON NONE NOT NIL FALSE WITHOUT WO PLAIN NC NCCT NECT PRE C- KEIN KEINE KEINER KEINES OHNE NEIN SANS"
                            + " AUCUN AUCUNE SENZA NESSUN NESSUNO SIN NINGUN NINGÚN NINGUNO SEM NAO NÃO NENHUM GEEN ZONDER"
                            + " NEE INGEN INGET UTEN UDEN UTAN NEJ BEZ BRAK NIE NEM БЕЗ НЕТ")
                    .split(" "));

    private static final Set<String> AFFIRMATIONS = Set.of(
            ("Y YES TRUE 1 + C+ +C WITH POST APPLIED GIVEN ADMINISTERED USED CE CECT CM KM MDC PDC MIT JA J AVEC OUI CON SI"
                            + " SÍ SIM COM MET DA ДА TAK BOLUS CONRAY ISOVUE HEXABRIX XENETIX")
                    .split(" "));

    private static final Set<String> OPEN = Set.of("UNKNOWN", "UNBEKANNT", "INCONNU", "DESCONOCIDO", "OTHER");

    /** Names of substances begin alike: iohexol, Iopamidol, German Jopamidol. */
    private static final Pattern AFFIRMATION = Pattern.compile("([1-9]\\d{1,2}|\\d{1,3}(?=[CM]))(CC|ML|MG|MGI)?"
            + "|(IOD|IO(BI|HE|ME|PA|PR|TR|VE|XA|XI)|JOD|JO(BI|HEX|ME|PA|PR|TR|VE|XA|XI)|I?OMNIPA|ULTRAV|I?MERON|XENETI|VISIPA|ISOVU|ISOVIS|NIOPA|SOLUTRA|OPTIRA|OXILA|HEXABRI"
            + "|TELEBRI|SCANLUX|OPTIJEC|ACCUPA|UNILUX|PAMIRA|IONIC|AMIDOTRI|DIATRIZ|ENHANC|CONTRAST|KONTRAST|КОНТРАСТ"
            + "|ЙОД|ARTERI|VENOUS|VENÖS|PORTAL).*|.*(あり|增强|造影).*");

    private static final Pattern NEGATION =
            Pattern.compile("(NATIV|НАТИВ|UNENHANC|UNCONTRAST|NONCON|NONENH|PRECON|UNVERST).*|.*(なし|無|无|平扫|単純).*");

    /** What is swallowed says nothing about the vessels. */
    private static final Pattern BOWEL =
            Pattern.compile("ORAL(LY)?|PO|PER|OS|RECTAL(LY)?|ENTERAL|WATER|H2O|BARIUM|BARIO|BARYT|GASTRO.*|PERITRAST");

    private static final Pattern VEIN = Pattern.compile("IV|EV|INTRAVEN.*|ENDOVEN.*");

    private ContrastWords() {}

    static boolean negates(Stream<String> words) {
        return words.anyMatch(
                word -> NEGATIONS.contains(word) || NEGATION.matcher(word).matches());
    }

    static boolean affirms(Stream<String> words) {
        return words.anyMatch(
                word -> AFFIRMATIONS.contains(word) || AFFIRMATION.matcher(word).matches() || isVein(word));
    }

    /** Whether the words tell about nothing but the bowel, or tell that nothing is known. */
    static boolean isOpen(Stream<String> words) {
        String[] all = words.toArray(String[]::new);
        boolean vein = Stream.of(all).anyMatch(ContrastWords::isVein);
        return Stream.of(all)
                .anyMatch(word ->
                        OPEN.contains(word) || !vein && BOWEL.matcher(word).matches());
    }

    private static boolean isVein(String word) {
        return VEIN.matcher(word).matches();
    }
}
