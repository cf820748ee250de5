package org.lungburden.conformance;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.lungburden.artifact.KnownFile;
import org.lungburden.dicom.pixel.FrameDecoders;
import org.lungburden.error.ErrorCode;

/** Writes {@code docs/conformance.md} from the registries of the code and the rows of this package. */
final class ConformancePage {
    private final StringBuilder page = new StringBuilder();

    private ConformancePage() {}

    static String text() {
        ConformancePage page = new ConformancePage();
        page.line("# Conformance");
        page.line("");
        page.line(
                "What is read, refused and written, with what the tests compare it with. `ConformanceTest` makes this page from the code and");
        page.line(
                "fails when the page is old, when something has no row, or when a named test is gone. To write the page anew:");
        page.line("`MAVEN_ARGS=-Dlungburden.docs.write=true ./lungburden test java ConformanceTest`.");
        page.syntaxes();
        page.held("Containers", "upload | oracle", ImageRows.containers());
        page.held("NIfTI", "form | oracle", ImageRows.nifti());
        page.refusals();
        page.files();
        return page.page.toString();
    }

    private void syntaxes() {
        head("DICOM transfer syntaxes", "transfer syntax | UID | read | oracle");
        for (String uid : FrameDecoders.supported().stream().sorted().toList()) {
            Held held = ImageRows.SYNTAXES.getOrDefault(uid, Held.by("none"));
            String read = FrameDecoders.isLossy(uid, "") ? "flagged `LOSSY_COMPRESSION`" : "to the voxel";
            row(ImageRows.SYNTAX_NAMES.getOrDefault(uid, "?"), uid, read, held.says(), tests(held.tests()));
        }
        for (Map.Entry<String, String> refused : new TreeMap<>(FrameDecoders.refusedByName()).entrySet()) {
            row(refused.getValue(), refused.getKey(), "refused by name", "", tests(ImageRows.REFUSED_SYNTAX.tests()));
        }
    }

    private void held(String title, String columns, Map<String, Held> rows) {
        head(title, columns);
        rows.forEach((what, held) -> row(what, held.says(), tests(held.tests())));
    }

    private void refusals() {
        head("Refusals", "code | sentence | a job's sentence names");
        for (Map.Entry<ErrorCode, Held> refusal : ResultRows.refusals().entrySet()) {
            Held held = refusal.getValue();
            row("`" + refusal.getKey() + "`", refusal.getKey().sentence(), held.says(), tests(held.tests()));
        }
    }

    private void files() {
        head("Files of a result", "file | media type | made | oracle");
        for (Map.Entry<KnownFile, Held> file : ResultRows.files().entrySet()) {
            KnownFile known = file.getKey();
            String made = (known.byDefault() ? "by default" : "on request") + (known.dicomOnly() ? ", of DICOM" : "");
            Held held = file.getValue();
            row("`" + known.fileName() + "`", known.mediaType(), made, held.says(), tests(held.tests()));
        }
    }

    private void head(String title, String columns) {
        line("");
        line("## " + title);
        line("");
        line("| " + columns + " | tests |");
        line("|" + "---|".repeat(columns.split("\\|", -1).length + 1));
    }

    private static String tests(Collection<String> tests) {
        return tests.stream().map(test -> "`" + test + "`").collect(Collectors.joining(", "));
    }

    private void row(String... cells) {
        line(String.format(Locale.ROOT, "| %s |", String.join(" | ", cells)));
    }

    private void line(String line) {
        page.append(line).append('\n');
    }
}
