package org.lungburden.dicom.result;

import org.lungburden.dicom.file.Tag;
import org.lungburden.result.ResultDocument;

/** The modules General Equipment and Enhanced General Equipment (DICOM PS3.3 C.7.5.1, C.7.5.2): this service and its model. */
final class ResultEquipment {
    private static final String MAKER = "LungBurden";
    private static final int SERIAL_NUMBER_LENGTH = 16;

    private ResultEquipment() {}

    static void write(ResultDocument.Model model, Elements elements) {
        String version = ResultEquipment.class.getPackage().getImplementationVersion();
        elements.text(Tag.MANUFACTURER, "LO", MAKER)
                .text(Tag.MANUFACTURER_MODEL_NAME, "LO", MAKER)
                .text(ResultTag.DEVICE_SERIAL_NUMBER, "LO", serialNumber(model))
                .text(
                        ResultTag.SOFTWARE_VERSIONS,
                        "LO",
                        ResultHeader.longString(MAKER + " " + (version == null ? "(not packaged)" : version)) + "\\"
                                + ResultHeader.longString(model.name() + " " + model.version()));
    }

    /** The start of the digest of the network's weights: the same numbers come only from the same weights. */
    private static String serialNumber(ResultDocument.Model model) {
        String digest = ResultHeader.longString(model.sha256());
        return digest.substring(0, Math.min(SERIAL_NUMBER_LENGTH, digest.length()));
    }
}
