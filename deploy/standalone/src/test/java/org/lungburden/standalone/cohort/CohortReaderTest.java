package org.lungburden.standalone.cohort;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.result.MeasurementColumns;

class CohortReaderTest {
    private static final String NAMES =
            "study,folder,status,error_code,error_detail,reference,lung_ml,opacity_ml,ground_glass_ml,high_opacity_ml,opacity_percent";

    @TempDir
    Path folder;

    private Path write(String text, Charset charset) throws IOException {
        return Files.write(folder.resolve("cohort.csv"), text.getBytes(charset));
    }

    private CohortTable read(String text) throws IOException {
        return CohortReader.read(write(text, UTF_8));
    }

    private void refuses(String text, String sentence) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(TableFaultException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void readsNumbersByTheNamesOfTheColumns() throws IOException {
        CohortTable table = read(NAMES + "\r\n"
                + "a.zip,a,SUCCEEDED,,,ref-a,4000.5,100,60,40,2.5\r\n"
                + "\"b, \"\"two\"\".zip\",b,FAILED,NO_LUNG_FOUND,\"no\r\nlung\",,,,,,\r\n"
                + "c.zip,c,CANCELLED,,,,,,,,\r\n"
                + "'=d.zip,'-d,SUCCEEDED,,,'+7,5e3,0,0,0,0\r\n");
        assertThat(table.withoutNumbers()).isEqualTo(Map.of("NO_LUNG_FOUND", 1, "CANCELLED", 1));
        assertThat(table.measured()).extracting(CohortRow::study).containsExactly("a.zip", "=d.zip");
        assertThat(table.measured()).extracting(CohortRow::folder).containsExactly("a", "-d");
        assertThat(table.measured()).extracting(CohortRow::reference).containsExactly("ref-a", "+7");
        assertThat(table.values(Measure.LUNG)).containsExactly(4000.5, 5000);
        assertThat(table.values(Measure.HIGH_OPACITY)).containsExactly(40, 0);
        assertThat(table.values(Measure.BURDEN)).containsExactly(2.5, 0);
        assertThat(table.hasFolders()).isTrue();
    }

    @Test
    void measurementsHaveTheColumns() throws IOException {
        assertThat(MeasurementColumns.names())
                .containsAll(List.of("lung_ml", "opacity_ml", "ground_glass_ml", "high_opacity_ml", "opacity_percent"))
                .contains("reference");
        String row = String.join(
                ",",
                MeasurementColumns.names().stream()
                        .map(name -> name.endsWith("_ml") || name.equals("opacity_percent") ? "7" : "")
                        .toList());
        CohortTable table = read(String.join(",", MeasurementColumns.names()) + "\r\n" + row + "\r\n" + row + "\r\n");
        assertThat(table.measured()).extracting(CohortRow::study).containsExactly("line 2", "line 3");
        assertThat(table.hasFolders()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {";", "\t"})
    void spreadsheetsOfOtherCountries(String delimiter) throws IOException {
        String names = NAMES.replace(",", delimiter);
        String row = "ä.zip,a,SUCCEEDED,,,,4000§5,100,60§25,39§75,2§5"
                .replace(",", delimiter)
                .replace('§', ',');
        for (String before : List.of("", "\uFEFF", "sep=" + delimiter + "\r\n")) {
            CohortTable table = read(before + names + "\r\n" + row + "\r\n\r\n");
            assertThat(table.measured()).extracting(CohortRow::study).containsExactly("ä.zip");
            assertThat(table.values(Measure.LUNG)).containsExactly(4000.5);
            assertThat(table.values(Measure.GROUND_GLASS)).containsExactly(60.25);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a,a,,,,,1e3x,1,1,0,1|line 3, lung_ml: '1e3x' is no number",
                "a,a,,,,,NaN,1,1,0,1|'NaN' is no number",
                "a,a,,,,,Infinity,1,1,0,1|is no number",
                "a,a,,,,,0x10,1,1,0,1|is no number",
                "a,a,,,,,1e999,1,1,0,1|'1e999' is too large",
                "a,a,,,,,1.000.5,1,1,0,1|is no number",
                "a,a,,,,,\"1,5\",1,1,0,1|decimal comma, which is read only where semicolons",
                "a,a,,,,,-1,0,0,0,0|lung_ml: -1 is impossible, a volume is 0 mL or more",
                "a,a,,,,,100,1,1,0,101|opacity_percent: 101 is impossible, it is 0 to 100 %",
                "a,a,,,,,100,,1,0,1|some of the measures are empty",
                "a,a,,,,,100,101,101,0,100|opacity_ml is larger than lung_ml",
                "a,a,FAILED,TIMEOUT,,,100,1,1,0,1|numbers and the error code TIMEOUT",
                "a,a,,,,,100,1,1,0|10 cells, the first line names 11 columns",
                "a,a,,,,,100,1,1,0,1,|12 cells, the first line names 11 columns",
                "first,a,,,,,100,1,1,0,1|the study 'first' stands in line 2 too",
                "a,a,,,,,\"5\"x,1,1,0,1|this is no CSV",
            })
    void aWrongRowIsNamedWithItsLine(String row, String sentence) {
        refuses(NAMES + "\r\nfirst,f,,,,,100,1,1,0,1\r\n" + row + "\r\n", sentence);
    }

    @Test
    void whatIsNoTableIsNamed() throws IOException {
        refuses("", "the file is empty");
        refuses("\r\n\r\n", "no line but empty ones");
        refuses(NAMES, "names of columns but no rows");
        refuses(
                "study,lung_ml,opacity_percent\r\na,1,1\r\n",
                "no column opacity_ml, ground_glass_ml, high_opacity_ml;");
        refuses(NAMES + ",lung_ml\r\n", "the column lung_ml stands there twice");
        refuses("PK\u0003\u0004", "this is a workbook or a zip");
        refuses("study,\u0000\u0000", "this is no text");
        for (Charset charset : List.of(UTF_16LE, ISO_8859_1)) {
            Path file = write("\uFEFF" + NAMES + "\r\nä,ä", charset);
            assertThatThrownBy(() -> CohortReader.read(file)).isInstanceOf(TableFaultException.class);
        }
    }

    @Test
    void anOpenQuoteDoesNotTakeTheWholeFile() throws IOException {
        Path file = folder.resolve("open.csv");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(NAMES + "\r\n\"open");
            for (int n = 0; n < 200_000; n++) {
                out.write("0123456789,0123456789\r\n");
            }
        }
        assertThatThrownBy(() -> CohortReader.read(file))
                .isInstanceOf(TableFaultException.class)
                .hasMessageContaining("a row is longer than a megabyte");
    }

    /** In the tests' 512 MB. */
    @Test
    void aMillionRowsAreRead() throws IOException {
        Path file = folder.resolve("million.csv");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(NAMES + "\r\n");
            for (int n = 0; n < CohortReader.MOST_ROWS; n++) {
                out.write("study-" + n + ",,SUCCEEDED,,,,4000.5,100,60,40,2.5\r\n");
            }
        }
        assertThat(CohortReader.read(file).measured()).hasSize(CohortReader.MOST_ROWS);
    }

    @Test
    void moreRowsThanTheLimitAreRefused() throws IOException {
        Path file = write(NAMES + "\r\na,,,,,,1,0,0,0,0\r\nb,,,,,,1,0,0,0,0\r\n", UTF_8);
        assertThat(CohortReader.read(file, 2).measured()).hasSize(2);
        assertThatThrownBy(() -> CohortReader.read(file, 1)).hasMessageContaining("more than 1 rows; part it");
    }
}
