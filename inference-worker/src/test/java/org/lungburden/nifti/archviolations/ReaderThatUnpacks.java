package org.lungburden.nifti.archviolations;

import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;

class ReaderThatUnpacks {
    ZipArchiveEntry entry() {
        return new ZipArchiveEntry("name");
    }
}
