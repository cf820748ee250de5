package org.lungburden.geometry.archviolations;

import java.util.Optional;
import org.lungburden.geometry.PixelBox;
import org.lungburden.geometry.Volume;
import org.lungburden.preprocess.BodyBox;

class GeometryThatKnowsAKernel {
    Optional<PixelBox> box(Volume volume) {
        return BodyBox.of(volume);
    }
}
