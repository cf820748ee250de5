package org.lungburden.nifti;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The voxel types that hold one number (nifti1.h, {@code datatype}); colors, complex numbers and single bits are not
 * supported.
 */
enum NiftiType {
    UINT8(2, 1),
    INT16(4, 2),
    INT32(8, 4),
    FLOAT32(16, 4),
    FLOAT64(64, 8),
    INT8(256, 1),
    UINT16(512, 2),
    UINT32(768, 4),
    INT64(1024, 8),
    UINT64(1280, 8);

    private static final double TWO_TO_64 = 0x1p64;

    private final int code;
    private final int bytes;

    NiftiType(int code, int bytes) {
        this.code = code;
        this.bytes = bytes;
    }

    static Optional<NiftiType> of(int code) {
        for (NiftiType type : values()) {
            if (type.code == code) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    int code() {
        return code;
    }

    int bytes() {
        return bytes;
    }

    /** The number at voxel {@code index} of the buffer, in the buffer's byte order. */
    double get(ByteBuffer buffer, int index) {
        int at = index * bytes;
        return switch (this) {
            case UINT8 -> buffer.get(at) & 0xff;
            case INT8 -> buffer.get(at);
            case INT16 -> buffer.getShort(at);
            case UINT16 -> buffer.getShort(at) & 0xffff;
            case INT32 -> buffer.getInt(at);
            case UINT32 -> Integer.toUnsignedLong(buffer.getInt(at));
            case INT64 -> buffer.getLong(at);
            case UINT64 -> unsigned(buffer.getLong(at));
            case FLOAT32 -> buffer.getFloat(at);
            case FLOAT64 -> buffer.getDouble(at);
        };
    }

    private static double unsigned(long value) {
        return value >= 0 ? value : value + TWO_TO_64;
    }
}
