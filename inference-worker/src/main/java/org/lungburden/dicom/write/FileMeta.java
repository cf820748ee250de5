package org.lungburden.dicom.write;

import org.lungburden.dicom.file.Tag;
import org.lungburden.dicom.file.Uid;

/** The start of a DICOM file, up to its data set in explicit VR little endian (DICOM PS3.10 section 7.1). */
public final class FileMeta {
    private static final int PREAMBLE_BYTES = 128;

    private FileMeta() {}

    /** Preamble, prefix and file meta information. */
    public static byte[] of(String sopClassUid, String sopInstanceUid) {
        byte[] meta = new ElementWriter()
                .otherBytes(Tag.META_VERSION, (byte) 0, (byte) 1)
                .text(Tag.META_SOP_CLASS_UID, "UI", sopClassUid)
                .text(Tag.META_SOP_INSTANCE_UID, "UI", sopInstanceUid)
                .text(Tag.TRANSFER_SYNTAX_UID, "UI", Uid.EXPLICIT_LITTLE_ENDIAN)
                .text(Tag.IMPLEMENTATION_CLASS_UID, "UI", Uid.derived("org.lungburden.dicom"))
                .text(Tag.IMPLEMENTATION_VERSION_NAME, "SH", "LUNGBURDEN")
                .bytes();
        return new ElementWriter()
                .raw(new byte[PREAMBLE_BYTES])
                .raw(new byte[] {'D', 'I', 'C', 'M'})
                .unsignedLongs(Tag.META_GROUP_LENGTH, meta.length)
                .raw(meta)
                .bytes();
    }
}
