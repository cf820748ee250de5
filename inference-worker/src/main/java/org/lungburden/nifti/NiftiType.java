package org.lungburden.nifti;

import java.nio.ByteBuffer;

/**
 * The voxel types that hold one number (nifti1.h, {@code datatype}). Colors, complex numbers and single bits are not
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
    UINT64(1280, 8),
    FLOAT128(1536, 16);

    private static final double TWO_TO_64 = 0x1p64;

    private final int code;
    private final int bytes;

    NiftiType(int code, int bytes) {
        this.code = code;
        this.bytes = bytes;
    }

    /** @throws org.lungburden.error.CodedException {@code UNSUPPORTED_NIFTI}, with the name of the type */
    static NiftiType of(int code) {
        for (NiftiType type : values()) {
            if (type.code == code) {
                return type;
            }
        }
        throw NiftiHeader.unsupported(
                "The voxels are " + unsupported(code) + "; send one number a voxel, in Hounsfield units.");
    }

    private static String unsupported(int code) {
        return switch (code) {
            case 1 -> "single bits (NIfTI datatype 1, BINARY)";
            case 32 -> "complex numbers (NIfTI datatype 32, COMPLEX64)";
            case 128 -> "colors (NIfTI datatype 128, RGB24)";
            case 1792 -> "complex numbers (NIfTI datatype 1792, COMPLEX128)";
            case 2048 -> "complex numbers (NIfTI datatype 2048, COMPLEX256)";
            case 2304 -> "colors (NIfTI datatype 2304, RGBA32)";
            default -> "of the unknown NIfTI datatype " + code;
        };
    }

    int code() {
        return code;
    }

    int bytes() {
        return bytes;
    }

    /** Whether the type has numbers that are none (NaN). */
    boolean isFloat() {
        return this == FLOAT32 || this == FLOAT64 || this == FLOAT128;
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
            case FLOAT128 -> LongDouble.get(buffer, at);
        };
    }

    private static double unsigned(long value) {
        return value >= 0 ? value : value + TWO_TO_64;
    }
}
