package org.lungburden.dicom.pixel;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferUShort;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.lungburden.dicom.file.DicomFormatException;

/**
 * JPEG Lossless, process 14, all predictors (DICOM PS3.5 annex A.4.1, ISO/IEC 10918-1 annex H), through TwelveMonkeys.
 * The library returns unsigned samples, whatever the pixel representation; {@link PixelFormat} adds the sign.
 */
final class JpegLosslessDecoder implements FrameDecoder {
    private static final String SIZE =
            "The JPEG stream of an image differs from its Rows, Columns or BitsAllocated; export the series again.";

    /** Found once, through the class loader of the library, because worker threads may have another class loader. */
    private static final class Provider {
        static final JPEGImageReaderSpi INSTANCE = find();

        private static JPEGImageReaderSpi find() {
            IIORegistry registry = IIORegistry.getDefaultInstance();
            JPEGImageReaderSpi known = registry.getServiceProviderByClass(JPEGImageReaderSpi.class);
            if (known != null) {
                return known;
            }
            JPEGImageReaderSpi added = new JPEGImageReaderSpi();
            registry.registerServiceProvider(added);
            return added;
        }
    }

    @Override
    public void decode(byte[] frame, PixelFormat format, short[] samples) throws DicomFormatException {
        DataBuffer data = read(frame, format).getDataBuffer();
        if (data instanceof DataBufferUShort words && words.getSize() == samples.length) {
            System.arraycopy(words.getData(), 0, samples, 0, samples.length);
        } else if (data instanceof DataBufferByte bytes && bytes.getSize() == samples.length) {
            for (int n = 0; n < samples.length; n++) {
                samples[n] = (short) (bytes.getData()[n] & 0xff);
            }
        } else {
            throw new DicomFormatException(SIZE);
        }
    }

    private static Raster read(byte[] frame, PixelFormat format) throws DicomFormatException {
        ImageReader reader = reader();
        try (MemoryCacheImageInputStream input = new MemoryCacheImageInputStream(new ByteArrayInputStream(frame))) {
            reader.setInput(input, true, true);
            if (reader.getWidth(0) != format.columns() || reader.getHeight(0) != format.rows()) {
                throw new DicomFormatException(SIZE);
            }
            return reader.readRaster(0, null);
        } catch (IOException | RuntimeException e) {
            // The library may throw any of these on damaged entropy-coded data. The cause is always the frame, since
            // nothing else is read here.
            throw new DicomFormatException(
                    "The JPEG stream of an image is damaged; copy or export the series again.", e);
        } finally {
            reader.dispose();
        }
    }

    private static ImageReader reader() {
        try {
            return Provider.INSTANCE.createReaderInstance(null);
        } catch (IOException e) {
            throw new IllegalStateException("no JPEG reader", e);
        }
    }
}
