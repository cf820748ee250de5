package org.lungburden.job;

import java.util.Optional;

/** Tells the API which model the workers run. */
public interface ModelRegistry {

    /**
     * Makes this the newest model; the same one again only moves it to the front.
     *
     * @param sha256 lower-case hex of the model's file
     * @param manifestJson handed out as it stands
     */
    void register(String name, String version, String sha256, String manifestJson);

    /** The manifest that was registered last; empty before the first worker started. */
    Optional<String> newest();
}
