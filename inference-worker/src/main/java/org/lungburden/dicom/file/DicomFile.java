package org.lungburden.dicom.file;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A DICOM file (PS3.10 section 7) read up to its pixels. Some exports write files without preamble or file meta
 * information, or declare another encoding than they use; these are read as they are.
 */
public final class DicomFile {
    private final DicomInput in;
    private final DataSet dataSet;
    private final @Nullable ElementHeader pixelData;
    private final @Nullable String fault;
    private final String transferSyntax;

    private DicomFile(
            DicomInput in,
            DataSet dataSet,
            String transferSyntax,
            @Nullable ElementHeader pixelData,
            @Nullable String fault) {
        this.in = in;
        this.dataSet = dataSet;
        this.transferSyntax = transferSyntax;
        this.pixelData = pixelData;
        this.fault = fault;
    }

    /**
     * @param bytes the file; the caller closes it
     * @param maxBytes limit for the file, and for its data set when the file is deflated
     * @param counted wraps the stream inflated from a deflated data set, so that one limit covers all files
     * @return empty when this is not DICOM; a damaged file has the attributes that stand before the damage
     */
    public static Optional<DicomFile> open(InputStream bytes, long maxBytes, UnaryOperator<InputStream> counted)
            throws IOException {
        return open(bytes, maxBytes, counted, Kept.SLICE);
    }

    /**
     * Reads the attributes {@link #identityTags} instead of those of a slice. Their values may identify the patient.
     *
     * @return as {@link #open}
     */
    public static Optional<DicomFile> openIdentity(InputStream bytes, long maxBytes, UnaryOperator<InputStream> counted)
            throws IOException {
        return open(bytes, maxBytes, counted, Kept.IDENTITY);
    }

    /** What {@link #openIdentity} reads: the attributes that other files of the same study repeat. */
    public static Set<Integer> identityTags() {
        return Kept.IDENTITY.tags();
    }

    private static Optional<DicomFile> open(
            InputStream bytes, long maxBytes, UnaryOperator<InputStream> counted, Kept kept) throws IOException {
        DicomInput in = new DicomInput(bytes, maxBytes, counted);
        DataSet meta = new DataSet(false);
        try {
            if (!FileStart.skipPreamble(in)) {
                return Optional.empty();
            }
            new DataSetParser(in, kept, FileStart.isMetaExplicit(in)).readMeta(meta);
        } catch (DicomFormatException e) {
            return Optional.of(new DicomFile(in, meta, "", null, e.sentence()));
        }
        return Optional.of(readDataSet(in, meta, kept));
    }

    private static DicomFile readDataSet(DicomInput in, DataSet meta, Kept kept) throws IOException {
        String syntax = meta.text(Tag.TRANSFER_SYNTAX_UID).orElse("");
        DataSet dataSet = new DataSet(Uid.EXPLICIT_BIG_ENDIAN.equals(syntax));
        dataSet.putValuesOf(meta);
        try {
            FileStart.Encoding encoding = FileStart.encoding(in, syntax);
            syntax = encoding.syntax();
            in.bigEndian(encoding.bigEndian());
            dataSet = new DataSet(encoding.bigEndian());
            dataSet.putValuesOf(meta);
            ElementHeader pixelData = new DataSetParser(in, kept, encoding.explicitVr()).readToPixels(dataSet);
            return new DicomFile(in, dataSet, syntax, pixelData, null);
        } catch (DicomFormatException e) {
            return new DicomFile(in, dataSet, syntax, null, e.sentence());
        }
    }

    public DicomInput input() {
        return in;
    }

    /** Attributes of the file meta information and of the data set. */
    public DataSet dataSet() {
        return dataSet;
    }

    /** UID of the transfer syntax; found from the first element when the file does not name it, or names it wrongly. */
    public String transferSyntax() {
        return transferSyntax;
    }

    /** Header of the pixel data, whose value comes next in {@link #input}; null when there is none. */
    @Nullable
    public ElementHeader pixelData() {
        return pixelData;
    }

    /** Whether the file ended or became unreadable before its pixel data. */
    public boolean damaged() {
        return fault != null;
    }

    /** A sentence for the client on why the file is {@link #damaged}; null for a whole file. */
    @Nullable
    public String fault() {
        return fault;
    }

    /** Whether something was read that breaks the standard but has only one meaning. */
    public boolean repaired() {
        return in.repairs() > 0;
    }
}
