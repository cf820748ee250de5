package org.lungburden.nifti;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.lungburden.archive.Archive;
import org.lungburden.error.CodedException;

/**
 * A NIfTI file of an upload, unpacked. Of a pair this is the header's file, and {@link #voxelFile} is the other.
 *
 * @param in the file's bytes, from the first on
 */
record NiftiSource(Archive archive, Archive.Member member, InputStream in) implements Closeable {

    /** @param archive stays open when this source is closed */
    static NiftiSource open(Archive archive, Archive.Member member) throws IOException {
        return new NiftiSource(archive, member, archive.open(member));
    }

    /** The file cannot have more bytes than this. */
    long mostBytes() {
        return member.declaredBytes();
    }

    /** The file must not have more bytes than this. */
    long allowanceBytes() {
        return archive.allowanceBytes();
    }

    /**
     * The file of voxels that belongs to this header.
     *
     * @throws CodedException {@code UNSUPPORTED_NIFTI} when the upload does not hold the file
     */
    NiftiSource voxelFile() throws IOException {
        if (archive.members().size() == 1) {
            throw NiftiHeader.unsupported(
                    "The upload is the header of a NIfTI pair (.hdr); send a zip of .hdr and .img.");
        }
        return open(archive, NiftiPair.voxels(archive.members(), member));
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
