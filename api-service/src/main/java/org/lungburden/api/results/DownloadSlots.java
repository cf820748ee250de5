package org.lungburden.api.results;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.lungburden.api.share.OwnerSlots;
import org.lungburden.api.share.OwnerSlots.Sentences;
import org.lungburden.api.share.OwnerSlots.Slot;
import org.lungburden.error.CodedException;

/** How many downloads run at once: of files, and among them of bundles. */
public class DownloadSlots {
    private final OwnerSlots files;
    private final OwnerSlots bundles;

    DownloadSlots(DownloadSettings settings, MeterRegistry registry) {
        this.files = new OwnerSlots(
                settings.maxConcurrent(),
                settings.maxConcurrentPerOwner(),
                new Sentences(
                        "Too many files are being downloaded at the moment. Try again soon.",
                        "At most " + settings.maxConcurrentPerOwner()
                                + " of your files may be downloaded at once; ask for this one when another has ended."));
        this.bundles = new OwnerSlots(
                settings.maxBundles(),
                settings.maxBundlesPerOwner(),
                new Sentences(
                        "Too many tables and zips are being downloaded at the moment. Try again soon.",
                        "At most " + settings.maxBundlesPerOwner()
                                + " of your tables and zips may be downloaded at once; ask for this one when another has"
                                + " ended."));
        Gauge.builder("lungburden.downloads.running", files, OwnerSlots::taken)
                .description("Files that this process sends")
                .register(registry);
    }

    /** @throws CodedException {@code UNAVAILABLE} when no slot is free */
    Slot take(String owner) {
        return files.take(owner);
    }

    /**
     * A slot for a table or zip of many results, which holds a thread like a file and more memory.
     *
     * @throws CodedException {@code UNAVAILABLE} when no slot is free
     */
    public Slot takeBundle(String owner) {
        Slot bundle = bundles.take(owner);
        try {
            Slot file = files.take(owner);
            return () -> {
                file.close();
                bundle.close();
            };
        } catch (CodedException e) {
            bundle.close();
            throw e;
        }
    }
}
