package org.lungburden.phantom;

import org.lungburden.pipeline.ModelCard;

/** Cards of the segmenters that are no networks: the grid of the network, no file. */
final class SegmenterCards {
    private SegmenterCards() {}

    static ModelCard named(String name) {
        String manifest = "{\"schemaVersion\": \"1.0\", \"name\": \"" + name + "\", \"version\": \"1\"}";
        return new ModelCard(name, "1", "", manifest, 256, 256, -1024, 150, 5);
    }
}
