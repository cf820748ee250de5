package org.lungburden.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.phantom.PhantomSegmenter;
import org.lungburden.result.ResultDocument;
import org.lungburden.testing.PythonOracle;
import org.lungburden.testing.StartsPrograms;

/** The measurements as a structured report, read back by pydicom, highdicom and dcmtk. */
@StartsPrograms
class DicomMeasurementsTest {
    /** Prints a line for each number below a group: the group, the measure, its derivation, the unit, the value. */
    private static final String NUMBERS = """
            import sys, pydicom
            report = pydicom.dcmread(sys.argv[1])
            def name(item): return item.ConceptNameCodeSequence[0].CodeMeaning
            def below(item, wanted): return [x for x in item.get("ContentSequence", []) if name(x) == wanted]
            (all,) = below(report, "Imaging Measurements")
            for group in below(all, "Measurement Group"):
                (tracked,) = below(group, "Tracking Identifier")
                for item in group.ContentSequence:
                    if item.ValueType == "NUM":
                        (measured,) = item.MeasuredValueSequence
                        derived = [x.ConceptCodeSequence[0].CodeMeaning for x in below(item, "Derivation")]
                        unit = measured.MeasurementUnitsCodeSequence[0].CodeValue
                        print(tracked.TextValue, name(item), *derived, unit, float(measured.NumericValue), sep="|")
            """;

    /** Prints for each group its template, its name, and which segment of which file it measures. */
    private static final String REGIONS = """
            import sys, pydicom
            report = pydicom.dcmread(sys.argv[1])
            groups = next(x for x in report.ContentSequence
                          if x.ConceptNameCodeSequence[0].CodeValue == "126010").ContentSequence
            for group in groups:
                values = {x.ConceptNameCodeSequence[0].CodeValue: x for x in group.ContentSequence}
                line = [group.ContentTemplateSequence[0].TemplateIdentifier, values["112039"].TextValue]
                if "121191" in values:
                    (segment,) = values["121191"].ReferencedSOPSequence
                    line += [segment.ReferencedSOPClassUID, segment.ReferencedSegmentNumber]
                    assert values["121232"].UID == sys.argv[2]
                    series = report.CurrentRequestedProcedureEvidenceSequence[0].ReferencedSeriesSequence
                    assert segment.ReferencedSOPInstanceUID in [
                        image.ReferencedSOPInstanceUID for s in series for image in s.ReferencedSOPSequence]
                print(*line, sep="|")
            """;

    /** Mean and standard deviation of the lung outside opacity, which the result document does not have. */
    private static final String ATTENUATION = """
            import nibabel, numpy
            labels, hu = (numpy.asarray(nibabel.load("output/" + name + ".nii.gz").dataobj) for name in ["labels", "image"])
            lung = hu[labels == 1].astype(float)
            print("%.1f|%.1f" % (lung.mean(), lung.std()))
            """;

    /** The lines of {@link #NUMBERS} as highdicom reads the template; then the segments, which must be those of the file. */
    private static final String TEMPLATE = """
            import highdicom, pydicom
            report = highdicom.sr.MeasurementReport.from_sequence([highdicom.sr.srread("output/measurements.dcm")])
            regions = report.get_volumetric_roi_measurement_groups()
            for group in [*regions, *report.get_image_measurement_groups()]:
                for item in group.get_measurements():
                    derived = [item.derivation.meaning] if item.derivation else []
                    print(group.tracking_identifier, item.name.meaning, *derived, item.unit.value, item.value, sep="|")
            masks = pydicom.dcmread("output/segmentation.dcm")
            segments = {segment.SegmentNumber: segment for segment in masks.SegmentSequence}
            assert len(regions) == 3
            for group in regions:
                (image,) = group.referenced_segment[0].ReferencedSOPSequence
                assert image.ReferencedSOPInstanceUID == masks.SOPInstanceUID
                segment = segments[image.ReferencedSegmentNumber]
                assert segment.SegmentLabel == group.tracking_identifier
                assert segment.TrackingUID == group.tracking_uid
                assert segment.SegmentedPropertyTypeCodeSequence[0].CodeValue == group.finding_type.value
                assert segment.SegmentedPropertyCategoryCodeSequence[0].CodeValue == group.finding_category.value
            """;

    /** Prints for each group its name, the code of its site, and that of the side. */
    private static final String SITES = """
            import sys, pydicom
            def below(item, code):
                return [x for x in item.get("ContentSequence", []) if x.ConceptNameCodeSequence[0].CodeValue == code]
            (all,) = below(pydicom.dcmread(sys.argv[1]), "126010")
            for group in all.ContentSequence:
                (name,), (site,) = below(group, "112039"), below(group, "363698007")
                values = [x.ConceptCodeSequence[0].CodeValue for x in [site, *below(site, "272741003")]]
                print(name.TextValue, *values, sep="|")
            """;

    private static final String COMMENTS = """
            import sys, pydicom
            def walk(item):
                for below in item.get("ContentSequence", []):
                    if below.ConceptNameCodeSequence[0].CodeMeaning == "Comment":
                        print(item.ContentSequence[0].TextValue, below.TextValue, sep="|")
                    walk(below)
            walk(pydicom.dcmread(sys.argv[1]))
            """;

    @TempDir
    static Path folder;

    private static ResultDocument.@Nullable Measured result;

    @BeforeAll
    static void write() throws Exception {
        String files = "labels.nii.gz,image.nii.gz,segmentation.dcm,measurements.dcm";
        result = DicomRun.written(folder, new PhantomSegmenter(), files, null);
    }

    private static ResultDocument.Measured result() {
        return Objects.requireNonNull(result);
    }

    @Test
    void theReportHasTheNumbersOfTheResult() throws Exception {
        assertThat(numbers(folder))
                .filteredOn(line -> !line.startsWith("Lung outside opacity|"))
                .containsExactlyInAnyOrderElementsOf(expected(result()));
    }

    @Test
    void highdicomReadsTheTemplateAndItsSegments() throws Exception {
        assertThat(PythonOracle.runPinned(folder, TEMPLATE).lines())
                .containsExactlyInAnyOrderElementsOf(numbers(folder));
    }

    @Test
    void theLungOutsideOpacityIsWhatTheMasksLeave() throws Exception {
        String[] hu = PythonOracle.run(folder, ATTENUATION).trim().split("\\|");
        ResultDocument.VolumesMl ml = result().volumesMl();
        assertThat(numbers(folder))
                .filteredOn(line -> line.startsWith("Lung outside opacity|"))
                .containsExactly(
                        String.format(Locale.ROOT, "Lung outside opacity|Volume|mL|%.2f", ml.lung() - ml.pneumonia()),
                        "Lung outside opacity|Attenuation Coefficient|Mean|[hnsf'U]|" + hu[0],
                        "Lung outside opacity|Attenuation Coefficient|Standard Deviation|[hnsf'U]|" + hu[1]);
    }

    @Test
    void segmentsAreRegionsOfTheSegmentation() throws Exception {
        String segmentation = "|1.2.840.10008.5.1.4.1.1.66.4|";
        assertThat(regions(folder))
                .contains(
                        "1411|Lung outside opacity" + segmentation + 1,
                        "1411|Ground-glass opacity" + segmentation + 2,
                        "1501|Opacity",
                        "1501|Left upper zone")
                .filteredOn(line -> line.startsWith("1411|"))
                .hasSize(3);
    }

    @Test
    void whatHasNoVoxelIsNoRegion(@TempDir Path run) throws Exception {
        DicomRun.written(run, new ByDensity(), "segmentation.dcm,measurements.dcm", null);
        assertThat(regions(run)).filteredOn(line -> line.startsWith("1411|")).hasSize(2);
        assertThat(numbers(run))
                .filteredOn(line -> line.startsWith("High opacity"))
                .extracting(line -> line.substring(line.indexOf('|')))
                .containsExactly("|Volume|mL|0.0", "|Volume in percent of the lung volume of the same site|%|0.0");
    }

    @Test
    void withoutSegmentationNothingRefersToOne(@TempDir Path run) throws Exception {
        DicomRun.written(run, new PhantomSegmenter(), "measurements.dcm", null);
        assertThat(regions(run)).noneMatch(line -> line.startsWith("1411|"));
        assertThat(numbers(run)).containsExactlyElementsOf(numbers(folder));
    }

    /** Codes of SNOMED CT: 39607008 lung, 281392002 its upper zone; 24028007 right, 7771000 left, 51440002 both sides. */
    @Test
    void eachGroupNamesItsSite() throws Exception {
        List<String> expected = new ArrayList<>(List.of(
                "Lung outside opacity|39607008",
                "Ground-glass opacity|39607008",
                "High opacity|39607008",
                "Opacity|39607008|51440002",
                "Lungs|39607008|51440002"));
        for (String side : List.of("right|24028007", "left|7771000")) {
            String[] words = side.split("\\|");
            expected.add(capital(words[0] + " lung|39607008|") + words[1]);
            expected.add("Opacity of " + words[0] + " lung|39607008|" + words[1]);
            for (String zone : List.of("upper zone|281392002|", "middle zone|281393007|", "lower zone|281394001|")) {
                expected.add(capital(words[0] + " " + zone) + words[1]);
                expected.add("Opacity of " + words[0] + " " + zone + words[1]);
            }
        }
        assertThat(PythonOracle.run(folder, SITES, folder.resolve("output").resolve("measurements.dcm"))
                        .lines())
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void theReportTellsWhatLimitsItsNumbers() throws Exception {
        assertThat(PythonOracle.run(folder, COMMENTS, folder.resolve("output").resolve("measurements.dcm"))
                        .lines())
                .contains("High opacity|" + ResultDocument.FLUID_NOTICE, "Opacity|" + ResultDocument.NOTICE)
                .containsAll(result().quality().stream()
                        .map(flag -> "Lungs|" + flag.code() + ": " + flag.message())
                        .toList());
        assertThat(result().quality()).isNotEmpty();
    }

    @Test
    void dcmtkPrintsTheTreeWithoutAWarning() throws Exception {
        List<String> printed = DicomRun.program(folder, "dsrdump", "measurements.dcm");
        assertThat(printed).noneMatch(line -> line.startsWith("W:") || line.startsWith("E:"));
        assertThat(printed).anyMatch(line -> line.contains("Imaging Measurement Report"));
        assertThat(String.join("\n", printed).toLowerCase(Locale.ROOT)).doesNotContain("pneumonia");
    }

    private static List<String> numbers(Path run) throws Exception {
        return PythonOracle.run(run, NUMBERS, run.resolve("output").resolve("measurements.dcm"))
                .lines()
                .toList();
    }

    private static List<String> regions(Path run) throws Exception {
        String series = String.valueOf(result().study().seriesInstanceUid());
        return PythonOracle.run(run, REGIONS, run.resolve("output").resolve("measurements.dcm"), series)
                .lines()
                .toList();
    }

    /** All numbers of the result that the report repeats, in its words. */
    private static List<String> expected(ResultDocument.Measured result) {
        String volume = "|Volume|mL|";
        String percent = "|Volume in percent of the lung volume of the same site|%|";
        String highOpacity = "High opacity";
        ResultDocument.VolumesMl ml = result.volumesMl();
        ResultDocument.Severity severity = Objects.requireNonNull(result.severity());
        List<String> lines = new ArrayList<>(List.of(
                "Ground-glass opacity" + volume + ml.groundGlass(),
                "Ground-glass opacity" + percent + result.burdenPercent().groundGlass(),
                highOpacity + volume + ml.highOpacity(),
                highOpacity + percent + result.burdenPercent().highOpacity(),
                "Opacity" + volume + ml.pneumonia(),
                "Opacity" + percent + result.burdenPercent().pneumonia(),
                "Opacity|Opacity above -200 HU in percent of the lung volume|%|" + severity.highOpacityPercent(),
                "Opacity|Sum of the opacity scores of the zones|{0:24}|" + (double) severity.zonal(),
                "Lungs" + volume + ml.lung(),
                "Right lung" + volume + ml.rightLung(),
                "Left lung" + volume + ml.leftLung()));
        List<String> groups = List.of("Lungs", "Ground-glass opacity", highOpacity);
        for (int n = 0; n < groups.size(); n++) {
            ResultDocument.Density density = result.density().get(n);
            lines.add(groups.get(n) + "|Attenuation Coefficient|Mean|[hnsf'U]|" + density.meanHu());
            lines.add(groups.get(n) + "|Attenuation Coefficient|Standard Deviation|[hnsf'U]|" + density.sdHu());
        }
        for (ResultDocument.Lung lung : Objects.requireNonNull(result.lungs())) {
            String name = "Opacity of " + lung.side().toLowerCase(Locale.ROOT) + " lung";
            lines.add(name + volume + sum(lung.groundGlassMl(), lung.highOpacityMl()));
            lines.add(name + percent + lung.pneumoniaPercent());
        }
        for (ResultDocument.Region zone : result.regions()) {
            String name = zone.region().toLowerCase(Locale.ROOT).replace('_', ' ') + " zone";
            lines.add(capital(name) + volume + zone.lungMl());
            lines.add("Opacity of " + name + volume + sum(zone.groundGlassMl(), zone.highOpacityMl()));
            lines.add("Opacity of " + name + percent + zone.pneumoniaPercent());
            lines.add("Opacity of " + name + "|Opacity score of the zone|{0:4}|" + (double) zone.severity());
        }
        return lines;
    }

    private static String capital(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    /** To the cubic millimeter. */
    private static double sum(double ml, double more) {
        return Math.round(1000 * (ml + more)) / 1000.0;
    }
}
