package org.lungburden.nifti;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Gzip at the fastest level; its header holds neither time nor name. */
final class FastGzip extends GZIPOutputStream {
    FastGzip(OutputStream out, int bufferBytes) throws IOException {
        super(out, bufferBytes);
        def.setLevel(Deflater.BEST_SPEED);
    }
}
