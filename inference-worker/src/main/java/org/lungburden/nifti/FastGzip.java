package org.lungburden.nifti;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Gzip at the fastest level. The header holds neither time nor name, so that the same input gives the same bytes. */
final class FastGzip extends GZIPOutputStream {
    FastGzip(OutputStream out, int bufferBytes) throws IOException {
        super(out, bufferBytes);
        def.setLevel(Deflater.BEST_SPEED);
    }
}
