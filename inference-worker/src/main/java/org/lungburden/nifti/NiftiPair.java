package org.lungburden.nifti;

import java.util.List;
import java.util.Locale;
import org.lungburden.archive.Archive;

/** Finds the second file of a pair: {@code scan.hdr} and {@code scan.img}, either of them gzipped. */
final class NiftiPair {
    private NiftiPair() {}

    /**
     * The member of the same name as the header, with {@code .img} for {@code .hdr}. Where no name fits, the only other
     * member. Case does not matter.
     *
     * @throws org.lungburden.error.CodedException {@code UNSUPPORTED_NIFTI} when there is no such member, or several
     */
    static Archive.Member voxels(List<Archive.Member> members, Archive.Member header) {
        String wanted = withoutEnding(header.name(), ".hdr") + ".img";
        List<Archive.Member> others =
                members.stream().filter(member -> member != header).toList();
        List<Archive.Member> named = others.stream()
                .filter(member -> withoutEnding(member.name(), ".gz").equals(wanted))
                .toList();
        List<Archive.Member> fitting = named.isEmpty() ? others : named;
        if (fitting.size() != 1) {
            throw NiftiHeader.unsupported("The archive holds the header of a NIfTI pair (.hdr), and " + fitting.size()
                    + " files that may hold its voxels; send one .hdr and one .img of the same name.");
        }
        return fitting.get(0);
    }

    private static String withoutEnding(String name, String ending) {
        String lower = name.toLowerCase(Locale.ROOT);
        String plain = lower.endsWith(".gz") ? lower.substring(0, lower.length() - 3) : lower;
        return plain.endsWith(ending) ? plain.substring(0, plain.length() - ending.length()) : plain;
    }
}
