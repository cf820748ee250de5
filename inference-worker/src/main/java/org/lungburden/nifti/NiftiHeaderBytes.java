package org.lungburden.nifti;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.lungburden.study.NiftiCodes;

/** A NIfTI-1 header and its empty extension flag (nifti1.h), little-endian. */
final class NiftiHeaderBytes {
    private static final int DATA_AT = NiftiHeader.NIFTI1_BYTES + NiftiHeader.EXTENSION_FLAG_BYTES;
    private static final short INTENT_LABEL = 1002;

    private NiftiHeaderBytes() {}

    static byte[] ofLabels(int[] shape, NiftiCodes codes) {
        ByteBuffer header = header(shape, codes, NiftiType.UINT8);
        header.putShort(68, INTENT_LABEL);
        header.putFloat(124, 3);
        text(header, 148, 80, "LungBurden: 0 background, 1 lung, 2 ground-glass, 3 high opacity");
        text(header, 328, 16, "lung labels");
        return header.array();
    }

    static byte[] ofHu(int[] shape, NiftiCodes codes) {
        ByteBuffer header = header(shape, codes, NiftiType.INT16);
        text(header, 148, 80, "LungBurden: Hounsfield units");
        return header.array();
    }

    private static ByteBuffer header(int[] shape, NiftiCodes codes, NiftiType type) {
        ByteBuffer header = ByteBuffer.allocate(DATA_AT).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(0, NiftiHeader.NIFTI1_BYTES);
        header.put(38, (byte) 'r');
        int[] dim = {3, shape[0], shape[1], shape[2], 1, 1, 1, 1};
        for (int n = 0; n < dim.length; n++) {
            header.putShort(40 + 2 * n, (short) dim[n]);
        }
        header.putShort(70, (short) type.code());
        header.putShort(72, (short) (8 * type.bytes()));
        header.putFloat(108, DATA_AT);
        header.putFloat(112, 1);
        geometry(header, codes);
        text(header, 344, 4, "n+1");
        return header;
    }

    private static void geometry(ByteBuffer header, NiftiCodes codes) {
        floats(header, 76, codes.pixdim());
        header.put(123, (byte) codes.xyztUnits());
        header.putShort(252, (short) codes.qformCode());
        header.putShort(254, (short) codes.sformCode());
        floats(header, 256, codes.quatern());
        floats(header, 280, codes.srow());
    }

    private static void floats(ByteBuffer header, int at, float[] values) {
        for (int n = 0; n < values.length; n++) {
            header.putFloat(at + 4 * n, values[n]);
        }
    }

    private static void text(ByteBuffer header, int at, int field, String text) {
        byte[] bytes = text.getBytes(US_ASCII);
        if (bytes.length >= field) {
            throw new IllegalArgumentException("text of " + bytes.length + " bytes in a field of " + field);
        }
        header.put(at, bytes);
    }
}
