package org.lungburden.pipeline.archviolations;

import java.io.IOException;
import java.nio.file.Path;
import org.lungburden.standalone.service.DataDirectory;

class RoomThatKnowsStandalone {
    DataDirectory open(Path path) throws IOException {
        return DataDirectory.open(path);
    }
}
