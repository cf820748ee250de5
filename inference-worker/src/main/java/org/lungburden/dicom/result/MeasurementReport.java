package org.lungburden.dicom.result;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lungburden.dicom.file.Tag;
import org.lungburden.dicom.file.Uid;
import org.lungburden.dicom.result.ContentItem.Relation;
import org.lungburden.measure.Measurement;
import org.lungburden.result.ResultDocument;
import org.lungburden.study.Correction;
import org.lungburden.study.DicomSource;

/**
 * The measurements as a DICOM structured report that archives keep and viewers read: a Comprehensive 3D SR (PS3.3 A.35.13)
 * of template 1500 (PS3.16 annex A). It is verified when a person has accepted it by name (ADR 44). ADR 23 tells what it holds and why.
 */
public final class MeasurementReport {
    private static final String DEVICE = "LungBurden";

    private final DicomResult dicom;
    private final ResultDocument.Study study;

    private MeasurementReport(DicomResult dicom, ResultDocument.Study study) {
        this.dicom = dicom;
        this.study = study;
    }

    /**
     * @param result made of {@code measurement}
     * @param segmented whether the result has a segmentation, to which the report then refers
     */
    public static void write(
            DicomResult dicom, Measurement measurement, ResultDocument.Measured result, boolean segmented, Path file)
            throws IOException {
        Elements document = ResultHeader.of(dicom, ResultKind.MEASUREMENTS)
                .sequence(SrTag.REFERENCED_PERFORMED_PROCEDURE_STEP_SEQUENCE, List.of())
                .sequence(SrTag.PERFORMED_PROCEDURE_CODE_SEQUENCE, List.of())
                .sequence(SrTag.CURRENT_REQUESTED_PROCEDURE_EVIDENCE_SEQUENCE, evidence(dicom, segmented))
                .sequence(SrTag.CODING_SCHEME_IDENTIFICATION_SEQUENCE, ownScheme())
                .text(SrTag.COMPLETION_FLAG, "CS", "COMPLETE")
                .with(verification(dicom));
        Predecessor predecessor = dicom.predecessor();
        if (predecessor != null) {
            document.sequence(SrTag.PREDECESSOR_DOCUMENTS_SEQUENCE, predecessor.item());
        }
        ContentItem root = new MeasurementReport(dicom, result.study()).root();
        root.with(ContentItem.container(Concepts.MEASUREMENTS)
                .with(MeasurementGroups.of(dicom, measurement, result, segmented)));
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(ResultHeader.meta(dicom, ResultKind.MEASUREMENTS));
            out.write(document.with(root.written()).bytes());
        }
    }

    /** All that the tree refers to (PS3.3 C.17.2.3). */
    private static Elements evidence(DicomResult dicom, boolean segmented) {
        List<Elements> series =
                new ArrayList<>(SourceReferences.bySeries(dicom.source(), SrTag.REFERENCED_SOP_SEQUENCE));
        if (segmented) {
            ResultKind kind = ResultKind.SEGMENTATION;
            series.add(new Elements()
                    .text(Tag.SERIES_INSTANCE_UID, "UI", dicom.seriesInstanceUid(kind))
                    .sequence(
                            SrTag.REFERENCED_SOP_SEQUENCE,
                            SourceReferences.instance(kind.sopClassUid(), dicom.instanceUid(kind))));
        }
        return new Elements()
                .text(Tag.STUDY_INSTANCE_UID, "UI", dicom.source().studyInstanceUid())
                .sequence(ResultTag.REFERENCED_SERIES_SEQUENCE, series);
    }

    /** Who accepted (PS3.3 C.17.2); the service knows the person's name and no organization, which the standard demands. */
    private static Elements verification(DicomResult dicom) {
        Correction.Acceptance acceptance = dicom.acceptance();
        if (acceptance == null) {
            return new Elements().text(SrTag.VERIFICATION_FLAG, "CS", "UNVERIFIED");
        }
        Elements observer = new Elements()
                .text(SrTag.VERIFYING_ORGANIZATION, "LO", "Not told")
                .text(SrTag.VERIFICATION_DATE_TIME, "DT", ResultHeader.dateTime(acceptance.at()))
                .text(SrTag.VERIFYING_OBSERVER_NAME, "PN", ResultHeader.personName(acceptance.by()))
                .sequence(SrTag.VERIFYING_OBSERVER_IDENTIFICATION_CODE_SEQUENCE, List.of());
        return new Elements()
                .text(SrTag.VERIFICATION_FLAG, "CS", "VERIFIED")
                .sequence(SrTag.VERIFYING_OBSERVER_SEQUENCE, observer);
    }

    private static Elements ownScheme() {
        return new Elements()
                .text(ResultTag.CODING_SCHEME_DESIGNATOR, "SH", Concepts.OWN_SCHEME)
                .text(SrTag.CODING_SCHEME_NAME, "ST", "Measures of LungBurden without a standard code")
                .text(SrTag.CODING_SCHEME_RESPONSIBLE_ORGANIZATION, "ST", DEVICE);
    }

    private ContentItem root() {
        return ContentItem.root(Concepts.REPORT, "1500")
                .with(ContentItem.code(Relation.MODIFIER, Concepts.LANGUAGE, Concepts.ENGLISH))
                .with(observer())
                .with(ContentItem.code(Relation.MODIFIER, Concepts.PROCEDURE_REPORTED, Concepts.CT_OF_CHEST))
                .with(imageLibrary());
    }

    /** TID 1001 with 1002 and 1004: the program, and no person, observed. */
    private List<ContentItem> observer() {
        ResultDocument.Model model = dicom.model();
        String version = ResultHeader.longString(model.name() + " " + model.version());
        String uid = Uid.derived(String.join(" ", DEVICE, model.name(), model.version(), model.sha256()));
        return List.of(
                ContentItem.code(Relation.CONTEXT, Concepts.OBSERVER_TYPE, Concepts.DEVICE),
                ContentItem.uid(Relation.CONTEXT, Concepts.DEVICE_UID, uid),
                ContentItem.text(Relation.CONTEXT, Concepts.DEVICE_NAME, DEVICE),
                ContentItem.text(Relation.CONTEXT, Concepts.DEVICE_MANUFACTURER, DEVICE),
                ContentItem.text(Relation.CONTEXT, Concepts.DEVICE_MODEL, version));
    }

    /** TID 1600 with 1601 and 1602: a viewer finds the measured images without opening the segmentation. */
    private ContentItem imageLibrary() {
        DicomSource source = dicom.source();
        ContentItem group = ContentItem.container(Concepts.IMAGE_LIBRARY_GROUP)
                .with(
                        ContentItem.code(Relation.ACQUISITION, Concepts.MODALITY, Concepts.CT),
                        ContentItem.code(Relation.ACQUISITION, Concepts.TARGET_REGION, Concepts.CHEST),
                        ContentItem.uid(
                                Relation.ACQUISITION, Concepts.FRAME_OF_REFERENCE, source.frameOfReferenceUid()),
                        ContentItem.number(Relation.ACQUISITION, Concepts.ROWS, study.rows(), Concepts.PIXELS),
                        ContentItem.number(Relation.ACQUISITION, Concepts.COLUMNS, study.columns(), Concepts.PIXELS));
        for (DicomSource.Image image : source.images()) {
            group.with(ContentItem.image(Concepts.SOURCE, SourceReferences.image(image)));
        }
        return ContentItem.container(Concepts.IMAGE_LIBRARY).template("1600").with(group);
    }
}
