package org.lungburden.job;

import java.util.Optional;

/** The API learns here which model the workers run. */
public interface ModelRegistry {

    /**
     * Makes this model the newest one. Registering a known model again only makes that model the newest.
     *
     * @param sha256 lower-case hex of the model's file
     * @param manifestJson clients receive the text unchanged
     */
    void register(String name, String version, String sha256, String manifestJson);

    /** The manifest of the last registered model; empty before the first worker started. */
    Optional<String> newest();
}
