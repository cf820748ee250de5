package org.lungburden.dicom.pixel;

import com.github.jaiimageio.jpeg2000.impl.J2KImageReaderSpi;
import java.awt.image.Raster;
import java.io.IOException;
import javax.imageio.ImageReader;
import jj2000.j2k.util.FacilityManager;
import jj2000.j2k.util.MsgLogger;
import org.lungburden.dicom.file.DicomFormatException;

/**
 * JPEG 2000, reversible and irreversible (DICOM PS3.5 annex A.4.4, ITU-T T.800), through JJ2000 in JAI Image I/O. The
 * library writes its warnings to the process's output; a silent logger keeps them away.
 */
final class Jpeg2000Decoder implements FrameDecoder {
    private static final J2KImageReaderSpi PROVIDER = provider();

    private static J2KImageReaderSpi provider() {
        // null stands for all threads
        FacilityManager.registerMsgLogger(null, new Silent());
        return new J2KImageReaderSpi();
    }

    private static final class Silent implements MsgLogger {
        @Override
        public void printmsg(int severity, String message) {}

        @Override
        public void println(String text, int firstIndent, int otherIndent) {}

        @Override
        public void flush() {}
    }

    @Override
    public void decode(byte[] frame, PixelFormat format, short[] samples) throws DicomFormatException {
        byte[] codestream = Jpeg2000Codestream.checked(frame, format);
        Raster raster = read(codestream);
        if (raster.getWidth() != format.columns() || raster.getHeight() != format.rows()) {
            throw Jpeg2000Codestream.damaged();
        }
        int[] row = new int[format.columns()];
        for (int y = 0; y < format.rows(); y++) {
            raster.getSamples(raster.getMinX(), raster.getMinY() + y, format.columns(), 1, 0, row);
            for (int x = 0; x < row.length; x++) {
                samples[y * row.length + x] = (short) row[x];
            }
        }
    }

    private static Raster read(byte[] codestream) throws DicomFormatException {
        ImageReader reader = reader();
        try (CodestreamInput input = new CodestreamInput(codestream)) {
            reader.setInput(input, true, true);
            return reader.readRaster(0, null);
        } catch (IOException | RuntimeException | ThreadDeath e) {
            // The library may throw any of these on damaged data, the last for an IOException of its own. The cause is
            // always the frame, since nothing else is read here.
            throw new DicomFormatException(Jpeg2000Codestream.damaged().sentence(), e);
        } finally {
            reader.dispose();
        }
    }

    private static ImageReader reader() {
        try {
            return PROVIDER.createReaderInstance(null);
        } catch (IOException e) {
            throw new IllegalStateException("no JPEG 2000 reader", e);
        }
    }
}
