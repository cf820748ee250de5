package org.lungburden.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.DoubleConsumer;

/** Reads one image format. */
public interface StudyReader {
    /** Fewer slices cannot show a chest: at 10 mm, the thickest slices in use, eight slices show 8 cm. */
    int LEAST_SLICES = 8;

    /**
     * @param upload the file as uploaded, in a private folder where archives may be unpacked
     * @param progress called with 0 to 1, from any thread; an exception from this call ends the reading
     * @throws org.lungburden.error.CodedException an input fault
     * @throws IOException when the local file cannot be read
     */
    Study read(Path upload, DoubleConsumer progress) throws IOException;
}
