package org.lungburden.dicom.result;

/** The concepts of the report: names, values and units, with the meanings that DICOM PS3.16 prints. */
final class Concepts {
    /** For what no standard has a code. */
    static final String OWN_SCHEME = "99LUNGBURDEN";

    static final Code LANGUAGE = Code.dcm("121049", "Language of Content Item and Descendants");
    static final Code ENGLISH = new Code("en-US", "RFC5646", "English (United States)");
    static final Code OBSERVER_TYPE = Code.dcm("121005", "Observer Type");
    static final Code DEVICE = Code.dcm("121007", "Device");
    static final Code DEVICE_UID = Code.dcm("121012", "Device Observer UID");
    static final Code DEVICE_NAME = Code.dcm("121013", "Device Observer Name");
    static final Code DEVICE_MANUFACTURER = Code.dcm("121014", "Device Observer Manufacturer");
    static final Code DEVICE_MODEL = Code.dcm("121015", "Device Observer Model Name");
    static final Code PROCEDURE_REPORTED = Code.dcm("121058", "Procedure reported");
    static final Code CT_OF_CHEST = Code.sct("169069000", "CT of chest");

    static final Code REPORT = Code.dcm("126000", "Imaging Measurement Report");
    static final Code IMAGE_LIBRARY = Code.dcm("111028", "Image Library");
    static final Code IMAGE_LIBRARY_GROUP = Code.dcm("126200", "Image Library Group");
    static final Code MODALITY = Code.dcm("121139", "Modality");
    static final Code CT = Code.dcm("CT", "Computed Tomography");
    static final Code TARGET_REGION = Code.dcm("123014", "Target Region");
    static final Code CHEST = Code.sct("51185008", "Chest");
    static final Code FRAME_OF_REFERENCE = Code.dcm("112227", "Frame of Reference UID");
    static final Code ROWS = Code.dcm("110910", "Pixel Data Rows");
    static final Code COLUMNS = Code.dcm("110911", "Pixel Data Columns");
    static final Code SOURCE = Code.sct("260753009", "Source");

    static final Code MEASUREMENTS = Code.dcm("126010", "Imaging Measurements");
    static final Code GROUP = Code.dcm("125007", "Measurement Group");
    static final Code TRACKING_IDENTIFIER = Code.dcm("112039", "Tracking Identifier");
    static final Code TRACKING_UID = Code.dcm("112040", "Tracking Unique Identifier");
    static final Code FINDING_CATEGORY = Code.sct("276214006", "Finding category");
    static final Code FINDING = Code.dcm("121071", "Finding");
    static final Code FINDING_SITE = Code.sct("363698007", "Finding Site");
    static final Code LATERALITY = Code.sct("272741003", "Laterality");
    static final Code REFERENCED_SEGMENT = Code.dcm("121191", "Referenced Segment");
    static final Code SOURCE_SERIES = Code.dcm("121232", "Source series for segmentation");
    static final Code ALGORITHM_NAME = Code.dcm("111001", "Algorithm Name");
    static final Code ALGORITHM_VERSION = Code.dcm("111003", "Algorithm Version");

    static final Code LUNG = Code.sct("39607008", "Lung");
    static final Code OPACITY = Code.dcm("112001", "Opacity");
    static final Code UPPER_ZONE = Code.sct("281392002", "Upper zone of lung");
    static final Code MIDDLE_ZONE = Code.sct("281393007", "Middle zone of lung");
    static final Code LOWER_ZONE = Code.sct("281394001", "Lower zone of lung");
    static final Code RIGHT = Code.sct("24028007", "Right");
    static final Code LEFT = Code.sct("7771000", "Left");
    static final Code BILATERAL = Code.sct("51440002", "Bilateral");

    static final Code VOLUME = Code.sct("118565006", "Volume");
    static final Code ATTENUATION = Code.dcm("112031", "Attenuation Coefficient");
    static final Code DERIVATION = Code.dcm("121401", "Derivation");
    static final Code MEAN = Code.sct("373098007", "Mean");
    static final Code STANDARD_DEVIATION = Code.sct("386136009", "Standard Deviation");
    static final Code PERCENT_OF_LUNG =
            new Code("LUNG_PERCENT", OWN_SCHEME, "Volume in percent of the lung volume of the same site");
    static final Code DENSE_PERCENT =
            new Code("DENSE_PERCENT", OWN_SCHEME, "Opacity above -200 HU in percent of the lung volume");
    static final Code ZONE_SCORE = new Code("ZONE_SCORE", OWN_SCHEME, "Opacity score of the zone");
    static final Code SUM_OF_SCORES = new Code("ZONAL_SCORE", OWN_SCHEME, "Sum of the opacity scores of the zones");

    static final Code COMMENT = Code.dcm("121106", "Comment");

    static final Code MILLILITER = ucum("mL", "milliliter");
    static final Code PERCENT = ucum("%", "Percent");
    static final Code HOUNSFIELD = ucum("[hnsf'U]", "Hounsfield unit");
    static final Code PIXELS = ucum("{pixels}", "Pixels");

    private Concepts() {}

    /** The unit of a score that begins at zero, as DICOM writes such ranges. */
    static Code upTo(int highest) {
        return ucum("{0:" + highest + "}", "range: 0:" + highest);
    }

    private static Code ucum(String value, String meaning) {
        return new Code(value, "UCUM", meaning);
    }
}
