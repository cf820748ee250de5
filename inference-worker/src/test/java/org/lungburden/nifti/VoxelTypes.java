package org.lungburden.nifti;

import java.util.Arrays;
import java.util.List;

/** The voxel types that are read, by name and code, for tests outside the package. */
public final class VoxelTypes {
    private VoxelTypes() {}

    public static List<String> named() {
        return Arrays.stream(NiftiType.values())
                .map(type -> type + " (" + type.code() + ")")
                .toList();
    }
}
