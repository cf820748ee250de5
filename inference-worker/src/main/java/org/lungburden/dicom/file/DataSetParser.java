package org.lungburden.dicom.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lungburden.artifact.Sha256;

/**
 * Reads a data set up to its pixel data (DICOM PS3.5 section 7). The parser keeps only the attributes that {@link Kept}
 * names. It skips all others, sequences and items of undefined length included.
 */
final class DataSetParser {
    private static final Set<Integer> DECIMALS = Set.of(
            Tag.SLICE_THICKNESS,
            Tag.IMAGE_POSITION_PATIENT,
            Tag.IMAGE_ORIENTATION_PATIENT,
            Tag.PIXEL_SPACING,
            Tag.RESCALE_INTERCEPT,
            Tag.RESCALE_SLOPE);

    private static final Set<Integer> KEPT_SEQUENCES = Set.of(
            Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE,
            Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE,
            Tag.CT_IMAGE_FRAME_TYPE_SEQUENCE,
            Tag.CT_RECONSTRUCTION_SEQUENCE,
            Tag.CARDIAC_SYNCHRONIZATION_SEQUENCE,
            Tag.FRAME_CONTENT_SEQUENCE,
            Tag.PLANE_POSITION_SEQUENCE,
            Tag.PLANE_ORIENTATION_SEQUENCE,
            Tag.PIXEL_MEASURES_SEQUENCE,
            Tag.PIXEL_VALUE_TRANSFORMATION_SEQUENCE);

    /** Only that there is one matters. */
    private static final Set<Integer> NOTICED =
            Set.of(Tag.MODALITY_LUT_SEQUENCE, Tag.FLOAT_PIXEL_DATA, Tag.DOUBLE_FLOAT_PIXEL_DATA);

    private static final int MAX_DEPTH = 32;
    private static final int META_GROUP = 0x0002;

    private final DicomInput in;
    private final Kept kept;
    private final KeptLimits limits = new KeptLimits();
    private boolean explicitVr;

    DataSetParser(DicomInput in, Kept kept, boolean explicitVr) {
        this.in = in;
        this.kept = kept;
        this.explicitVr = explicitVr;
    }

    /** Reads group 0002 into {@code target}; afterwards the input is at the first element of another group. */
    void readMeta(DataSet target) throws IOException, DicomFormatException {
        while (nextGroup() == META_GROUP) {
            readElement(ElementHeader.read(in, explicitVr), target, 0);
        }
    }

    private int nextGroup() throws IOException, DicomFormatException {
        byte[] start = in.peek(2);
        return start.length < 2 ? -1 : (start[1] & 0xff) << 8 | start[0] & 0xff;
    }

    /**
     * Reads into {@code target} up to the value of the pixel data. The answer is null when the file has no pixel data.
     */
    @Nullable
    ElementHeader readToPixels(DataSet target) throws IOException, DicomFormatException {
        while (in.peek(1).length > 0) {
            ElementHeader header = ElementHeader.read(in, explicitVr);
            if (header.tag() == Tag.PIXEL_DATA) {
                return header;
            }
            readElement(header, target, 0);
        }
        return null;
    }

    /** @param target null within what is skipped, of which nothing stays in memory */
    private void readElement(ElementHeader header, @Nullable DataSet target, int depth)
            throws IOException, DicomFormatException {
        if (depth > MAX_DEPTH) {
            throw new DicomFormatException(
                    "An image has sequences nested deeper than any image needs; export the series again.");
        }
        if (target == null) {
            skipValue(header, depth);
        } else if (KEPT_SEQUENCES.contains(header.tag())) {
            target.put(header.tag(), readSequence(header, depth, true));
        } else if (NOTICED.contains(header.tag())) {
            target.put(header.tag(), new byte[0]);
            skipValue(header, depth);
        } else if (kept.holds(header.tag()) && header.length() <= KeptLimits.MAX_VALUE_BYTES) {
            limits.value(header.length());
            target.put(header.tag(), value(header));
        } else {
            skipValue(header, depth);
        }
        if (!header.undefinedLength() && (header.length() & 1) == 1) {
            skipUncountedPadding(header.tag());
        }
    }

    private void skipValue(ElementHeader header, int depth) throws IOException, DicomFormatException {
        if (header.undefinedLength()) {
            readSequence(header, depth, false);
        } else {
            in.skip(header.length());
        }
    }

    /** The value; in decimal strings, a comma becomes the point that the standard asks for (PS3.5 section 6.2). */
    private byte[] value(ElementHeader header) throws IOException, DicomFormatException {
        byte[] value = in.bytes((int) header.length());
        if (header.tag() == Tag.PATIENT_ID && kept == Kept.SLICE) {
            return patient(value);
        }
        if (DECIMALS.contains(header.tag())) {
            for (int n = 0; n < value.length; n++) {
                if (value[n] == ',') {
                    value[n] = '.';
                    in.markRepaired();
                }
            }
        }
        return value;
    }

    /**
     * A digest, which tells two patients apart, but nobody who the patient is. Case and blanks do not count: people and
     * systems that type an ID anew change these, and no two patients of one upload differ in nothing else.
     */
    private static byte[] patient(byte[] id) {
        String significant = new String(id, StandardCharsets.ISO_8859_1)
                .codePoints()
                .filter(letter -> letter > ' ')
                .map(letter -> letter >= 'a' && letter <= 'z' ? letter - 'a' + 'A' : letter)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return significant.isEmpty()
                ? new byte[0]
                : Sha256.of(significant.getBytes(StandardCharsets.UTF_8)).getBytes(StandardCharsets.US_ASCII);
    }

    /** Some writers pad a value to an even length but do not count the padding. */
    private void skipUncountedPadding(int tag) throws IOException, DicomFormatException {
        byte[] ahead = in.peek(ElementHeader.PEEKED_BYTES + 1);
        boolean here = NextElement.at(ahead, 0, tag, in.bigEndian()) != NextElement.Likelihood.NONE;
        if (!here && NextElement.at(ahead, 1, tag, in.bigEndian()) == NextElement.Likelihood.CERTAIN) {
            in.skip(1);
            in.markRepaired();
        }
    }

    /** UN holds implicit VR (PS3.5 section 6.2.2, note 4), but some writers put explicit VR there. */
    private List<DataSet> readSequence(ElementHeader sequence, int depth, boolean keep)
            throws IOException, DicomFormatException {
        boolean outside = explicitVr;
        if ("UN".equals(sequence.vr())) {
            byte[] ahead = in.peek(2 * ElementHeader.PEEKED_BYTES);
            explicitVr = ahead.length == 2 * ElementHeader.PEEKED_BYTES
                    && ElementHeader.isKnown(ahead, ElementHeader.PEEKED_BYTES + 4);
        }
        List<DataSet> items = readItems(sequence, depth, keep);
        explicitVr = outside;
        return items;
    }

    private List<DataSet> readItems(ElementHeader sequence, int depth, boolean keep)
            throws IOException, DicomFormatException {
        List<DataSet> items = new ArrayList<>();
        long end = in.position() + sequence.length();
        while (sequence.undefinedLength() || in.position() < end) {
            ElementHeader header = ElementHeader.read(in, explicitVr);
            if (header.tag() == Tag.SEQUENCE_END) {
                break;
            }
            if (header.tag() != Tag.ITEM) {
                throw new DicomFormatException(
                        "An image has a damaged sequence before its PixelData; copy or export the series again.");
            }
            if (keep) {
                limits.item(sequence.tag(), items.size());
                DataSet item = new DataSet(in.bigEndian());
                items.add(item);
                readItem(header, item, depth + 1);
            } else if (header.undefinedLength()) {
                readItem(header, null, depth + 1);
            } else {
                in.skip(header.length());
            }
        }
        return items;
    }

    private void readItem(ElementHeader item, @Nullable DataSet content, int depth)
            throws IOException, DicomFormatException {
        long end = in.position() + item.length();
        while (item.undefinedLength() || in.position() < end) {
            ElementHeader header = ElementHeader.read(in, explicitVr);
            if (header.tag() == Tag.ITEM_END) {
                break;
            }
            readElement(header, content, depth);
        }
    }
}
