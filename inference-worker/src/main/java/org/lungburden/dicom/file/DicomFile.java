package org.lungburden.dicom.file;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A DICOM file (PS3.10 section 7) read up to its pixels. Some exports write files without preamble or file meta
 * information; these are read too.
 */
public final class DicomFile {
    private static final int PREAMBLE_BYTES = 128;
    private static final int MAX_FIRST_IMPLICIT_LENGTH = 1024;

    private final DicomInput in;
    private final DataSet dataSet;
    private final @Nullable ElementHeader pixelData;
    private final boolean damaged;
    private final String transferSyntax;

    private DicomFile(
            DicomInput in, DataSet dataSet, String transferSyntax, @Nullable ElementHeader pixelData, boolean damaged) {
        this.in = in;
        this.dataSet = dataSet;
        this.transferSyntax = transferSyntax;
        this.pixelData = pixelData;
        this.damaged = damaged;
    }

    /**
     * @param bytes the file; the caller closes it
     * @param maxBytes limit for the file, and for its data set when the file is deflated
     * @param counted wraps the stream inflated from a deflated data set, so that one limit covers all files
     * @return empty when this is not DICOM; a damaged file has the attributes that stand before the damage
     */
    public static Optional<DicomFile> open(InputStream bytes, long maxBytes, UnaryOperator<InputStream> counted)
            throws IOException {
        DicomInput in = new DicomInput(bytes, maxBytes, counted);
        DataSet meta = new DataSet(false);
        try {
            if (!skipPreamble(in)) {
                return Optional.empty();
            }
            new DataSetParser(in, true).readMeta(meta);
        } catch (DicomFormatException e) {
            return Optional.of(new DicomFile(in, meta, "", null, true));
        }
        return Optional.of(readDataSet(in, meta));
    }

    private static DicomFile readDataSet(DicomInput in, DataSet meta) throws IOException {
        String syntax = meta.text(Tag.TRANSFER_SYNTAX_UID).orElse("");
        boolean bigEndian = Uid.EXPLICIT_BIG_ENDIAN.equals(syntax);
        DataSet dataSet = new DataSet(bigEndian);
        dataSet.putValuesOf(meta);
        try {
            if (Uid.DEFLATED_EXPLICIT_LITTLE_ENDIAN.equals(syntax)) {
                in.inflateRest();
            }
            byte[] start = in.peek(8);
            boolean explicitVr = start.length == 8 && ElementHeader.isExplicit(start);
            if (syntax.isEmpty()) {
                syntax = explicitVr ? Uid.EXPLICIT_LITTLE_ENDIAN : Uid.IMPLICIT_LITTLE_ENDIAN;
            }
            in.bigEndian(bigEndian);
            ElementHeader pixelData = new DataSetParser(in, explicitVr).readToPixels(dataSet);
            return new DicomFile(in, dataSet, syntax, pixelData, false);
        } catch (DicomFormatException e) {
            return new DicomFile(in, dataSet, syntax, null, true);
        }
    }

    /** Skips the preamble if there is one. False when the file starts neither with a preamble nor with an element. */
    private static boolean skipPreamble(DicomInput in) throws IOException, DicomFormatException {
        byte[] head = in.peek(PREAMBLE_BYTES + 4);
        if (head.length == PREAMBLE_BYTES + 4
                && head[PREAMBLE_BYTES] == 'D'
                && head[PREAMBLE_BYTES + 1] == 'I'
                && head[PREAMBLE_BYTES + 2] == 'C'
                && head[PREAMBLE_BYTES + 3] == 'M') {
            in.skip(PREAMBLE_BYTES + 4);
            return true;
        }
        return head.length >= 8 && startsWithElement(head);
    }

    /** An element of group 0002 or 0008, little endian, with a value representation or a small length. */
    private static boolean startsWithElement(byte[] head) {
        boolean group = (head[0] == 0x02 || head[0] == 0x08) && head[1] == 0 && head[3] == 0;
        long length = (head[4] & 0xffL) | (head[5] & 0xffL) << 8 | (head[6] & 0xffL) << 16 | (head[7] & 0xffL) << 24;
        return group && (ElementHeader.isExplicit(head) || length <= MAX_FIRST_IMPLICIT_LENGTH);
    }

    public DicomInput input() {
        return in;
    }

    /** Attributes of the file meta information and of the data set. */
    public DataSet dataSet() {
        return dataSet;
    }

    /** UID of the transfer syntax; guessed from the first element when the file does not name it. */
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
        return damaged;
    }
}
