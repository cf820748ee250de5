package org.lungburden.phantom;

import org.lungburden.artifact.Sha256;
import org.lungburden.pipeline.ModelCard;

/** Model cards of the segmenters that are no networks. They use the network's grid but have no model file. */
final class SegmenterCards {
    private SegmenterCards() {}

    static ModelCard named(String name) {
        String ofNothing = new Sha256().hex();
        String manifest = """
                {"schemaVersion": "1.0", "name": "%s", "version": "1", "sha256": "%s"}""".formatted(name, ofNothing);
        return new ModelCard(name, "1", ofNothing, manifest, 256, 256, -1024, 150, 5);
    }
}
