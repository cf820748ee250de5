package org.lungburden.api.bundles;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.lungburden.job.Job;

/** The folders of the jobs in one zip: the reference made harmless, and as much of the id as makes it unique. */
final class Folders {
    private static final int SHORT_ID = 13;

    private final Set<String> taken = new HashSet<>();

    /** Differs from every other, also where upper and lower case are the same. */
    String of(Job job) {
        String id = job.id().toString();
        String name = SafeNames.of(job.reference() == null ? "" : job.reference());
        String start = name.isEmpty() ? "" : name + "-";
        String folder = start + id.substring(0, SHORT_ID).replace("-", "");
        if (!taken.add(folder.toLowerCase(Locale.ROOT))) {
            folder = start + id;
            taken.add(folder.toLowerCase(Locale.ROOT));
        }
        return folder;
    }
}
