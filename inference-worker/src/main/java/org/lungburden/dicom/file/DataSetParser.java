package org.lungburden.dicom.file;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a data set up to its pixel data (DICOM PS3.5 section 7). The parser keeps only the attributes named here; none
 * of them identifies the patient. The parser skips all others, sequences and items of undefined length included.
 */
final class DataSetParser {
    private static final Set<Integer> KEPT = Set.of(
            Tag.META_SOP_CLASS_UID,
            Tag.TRANSFER_SYNTAX_UID,
            Tag.IMAGE_TYPE,
            Tag.SOP_CLASS_UID,
            Tag.MODALITY,
            Tag.FRAME_TYPE,
            Tag.CONTRAST_BOLUS_AGENT,
            Tag.SLICE_THICKNESS,
            Tag.STUDY_INSTANCE_UID,
            Tag.SERIES_INSTANCE_UID,
            Tag.INSTANCE_NUMBER,
            Tag.IMAGE_POSITION_PATIENT,
            Tag.IMAGE_ORIENTATION_PATIENT,
            Tag.SAMPLES_PER_PIXEL,
            Tag.PHOTOMETRIC_INTERPRETATION,
            Tag.NUMBER_OF_FRAMES,
            Tag.ROWS,
            Tag.COLUMNS,
            Tag.PIXEL_SPACING,
            Tag.BITS_ALLOCATED,
            Tag.BITS_STORED,
            Tag.HIGH_BIT,
            Tag.PIXEL_REPRESENTATION,
            Tag.PIXEL_PADDING_VALUE,
            Tag.PIXEL_PADDING_RANGE_LIMIT,
            Tag.RESCALE_INTERCEPT,
            Tag.RESCALE_SLOPE,
            Tag.RESCALE_TYPE,
            Tag.LOSSY_IMAGE_COMPRESSION);

    private static final Set<Integer> KEPT_SEQUENCES = Set.of(
            Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE,
            Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE,
            Tag.CT_IMAGE_FRAME_TYPE_SEQUENCE,
            Tag.PLANE_POSITION_SEQUENCE,
            Tag.PLANE_ORIENTATION_SEQUENCE,
            Tag.PIXEL_MEASURES_SEQUENCE,
            Tag.PIXEL_VALUE_TRANSFORMATION_SEQUENCE);

    /**
     * A kept attribute holds a few numbers, words or a UID. The limit is small because memory holds the attributes of
     * all files at once.
     */
    private static final int MAX_VALUE_BYTES = 512;

    /**
     * A file has a few items for each of some thousand frames. The limit is needed because an empty item takes 8 bytes
     * in the file, but hundreds in memory.
     */
    private static final int MAX_ITEMS = 100_000;

    private static final int MAX_DEPTH = 32;
    private static final int META_GROUP = 0x0002;

    private final DicomInput in;
    private final boolean explicitVr;
    private int keptItems;

    DataSetParser(DicomInput in, boolean explicitVr) {
        this.in = in;
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

    private void readElement(ElementHeader header, DataSet target, int depth) throws IOException, DicomFormatException {
        if (depth > MAX_DEPTH) {
            throw new DicomFormatException("nested too deep");
        }
        if (KEPT_SEQUENCES.contains(header.tag())) {
            target.put(header.tag(), readItems(header, depth));
        } else if (header.undefinedLength()) {
            // UN of undefined length holds implicit VR little endian (PS3.5 section 6.2.2, note 4).
            DataSetParser content = "UN".equals(header.vr()) ? new DataSetParser(in, false) : this;
            content.readItems(header, depth);
        } else if (KEPT.contains(header.tag()) && header.length() <= MAX_VALUE_BYTES) {
            target.put(header.tag(), in.bytes((int) header.length()));
        } else {
            in.skip(header.length());
        }
    }

    private List<DataSet> readItems(ElementHeader sequence, int depth) throws IOException, DicomFormatException {
        boolean kept = KEPT_SEQUENCES.contains(sequence.tag());
        List<DataSet> items = new ArrayList<>();
        long end = in.position() + sequence.length();
        while (sequence.undefinedLength() || in.position() < end) {
            ElementHeader header = ElementHeader.read(in, explicitVr);
            if (header.tag() == Tag.SEQUENCE_END) {
                break;
            }
            if (header.tag() != Tag.ITEM) {
                throw new DicomFormatException("no item in a sequence");
            }
            if (kept) {
                keptItems++;
                if (keptItems > MAX_ITEMS) {
                    throw new DicomFormatException("more items than any image has");
                }
                items.add(readItem(header, depth + 1));
            } else if (header.undefinedLength()) {
                readItem(header, depth + 1);
            } else {
                in.skip(header.length());
            }
        }
        return items;
    }

    private DataSet readItem(ElementHeader item, int depth) throws IOException, DicomFormatException {
        DataSet content = new DataSet(in.bigEndian());
        long end = in.position() + item.length();
        while (item.undefinedLength() || in.position() < end) {
            ElementHeader header = ElementHeader.read(in, explicitVr);
            if (header.tag() == Tag.ITEM_END) {
                break;
            }
            readElement(header, content, depth);
        }
        return content;
    }
}
