package org.lungburden.dicom.pixel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.lungburden.dicom.file.DicomFile;
import org.lungburden.dicom.file.DicomFormatException;
import org.lungburden.dicom.file.ElementHeader;
import org.lungburden.testing.PythonOracle;

/** A drawn pattern with gradients, noise and flat areas, compressed by dcmtk and GDCM in all ways that they offer. */
final class CodecCorpus {
    private static final String SCRIPT = """
            import sys, subprocess, numpy as np, pydicom
            from pydicom.dataset import Dataset, FileMetaDataset
            from pydicom.uid import ExplicitVRLittleEndian
            folder, random = sys.argv[1], np.random.default_rng(1)
            def draw(bits, signed, rows, columns):
                low, span = -(1 << bits - 1) if signed else 0, (1 << bits) - 1
                y, x = np.mgrid[:rows, :columns]
                v = low + span * (0.5 + 0.25 * np.sin(x / 5) + 0.2 * np.cos(y / 7 + x / 11))
                v += random.normal(0, 1, v.shape) * (0.3 + span / 200 * x / columns)
                v[rows // 3 : rows // 2, columns // 4 :] = low + 3
                v[-1, -2:] = low, low + span
                d = Dataset()
                d.file_meta = FileMetaDataset()
                d.file_meta.MediaStorageSOPClassUID = d.SOPClassUID = "1.2.840.10008.5.1.4.1.1.2"
                d.file_meta.MediaStorageSOPInstanceUID = d.SOPInstanceUID = "1.2.3.4.5"
                d.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
                d.StudyInstanceUID, d.SeriesInstanceUID, d.Modality = "1.2.3", "1.2.3.4", "CT"
                d.ImageType, d.PatientName, d.PatientID = ["ORIGINAL", "PRIMARY", "AXIAL"], "", ""
                d.SamplesPerPixel, d.PhotometricInterpretation = 1, "MONOCHROME2"
                d.Rows, d.Columns, d.BitsAllocated = rows, columns, 8 if bits <= 8 else 16
                d.BitsStored, d.HighBit, d.PixelRepresentation = bits, bits - 1, int(signed)
                d.RescaleIntercept, d.RescaleSlope = 0, 1
                pixels = np.clip(np.round(v), low, low + span).astype("i4").astype("<u1" if bits <= 8 else "<u2")
                d.PixelData = pixels.tobytes() + b"\\0" * (pixels.nbytes % 2)
                d["PixelData"].VR = "OW"
                d.is_little_endian, d.is_implicit_VR = True, False
                name = f"{folder}/{bits}{'s' if signed else 'u'}"
                d.save_as(name, write_like_original=False)
                return name
            def run(*command):
                subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            gdcm, ls, jpeg = ["gdcmconv", "--raw"], ["dcmdjpls"], ["dcmdjpeg"]
            for bits in (8, 10, 12, 16):
                for signed in (False, True):
                    name = draw(bits, signed, 37, 53)
                    kinds = {"jpegls": (["dcmcjpls"], ls), "gdcm-jpegls": (["gdcmconv", "--jpegls"], ls),
                        "jpeg2000": (["gdcmconv", "--j2k"], gdcm), "rle": (["dcmcrle"], ["dcmdrle"])}
                    for predictor in range(1, 8) if bits in (8, 16) else (1,):
                        kinds[f"jpeg-lossless{predictor}"] = ["dcmcjpeg", "+el", "+sv", str(predictor)], jpeg
                    if not signed:
                        for near in (1, 3, 20):
                            kinds[f"jpegls-near{near}"] = ["dcmcjpls", "+en", "+md", str(near)], ls
                        if bits in (8, 12):
                            for quality in (30, 95):
                                kinds[f"jpeg-dct{quality}"] = ["dcmcjpeg", "+eb" if bits == 8 else "+ee", "+q", str(quality)], jpeg
                    for kind, (encode, decode) in kinds.items():
                        run(*encode, name, f"{name}-{kind}.in")
                        run(*decode, f"{name}-{kind}.in", name + ".raw")
                        pydicom.dcmread(name + ".raw").pixel_array.astype("<i4").tofile(f"{name}-{kind}.out")
            """;

    private CodecCorpus() {}

    /**
     * @param name bits, sign and kind, as {@code 12u-jpegls}
     * @param values that the oracle's decoder gives
     */
    record Frame(String name, String transferSyntax, PixelFormat format, byte[] bytes, int[] values) {
        /** The values that our decoder gives. */
        int[] decoded(byte[] spoiled) throws DicomFormatException {
            short[] samples = new short[format.pixels()];
            FrameDecoders.of(transferSyntax, true).decode(spoiled, format, samples);
            int[] decoded = new int[samples.length];
            for (int n = 0; n < samples.length; n++) {
                decoded[n] = format.value(samples[n] & 0xffff);
            }
            return decoded;
        }
    }

    static List<Frame> write(Path folder) throws Exception {
        PythonOracle.run(folder, SCRIPT, folder);
        List<Frame> frames = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".in"))
                    .sorted()
                    .toList()) {
                frames.add(read(file));
            }
        }
        assertThat(frames).hasSizeGreaterThan(60);
        return frames;
    }

    private static Frame read(Path file) throws IOException, DicomFormatException {
        DicomFile dicom = DicomFile.open(
                        new ByteArrayInputStream(Files.readAllBytes(file)), Long.MAX_VALUE, UnaryOperator.identity())
                .orElseThrow();
        ElementHeader pixelData = dicom.pixelData();
        if (pixelData == null) {
            throw new AssertionError("no pixel data in " + file);
        }
        String name = String.valueOf(file.getFileName()).replace(".in", "");
        byte[] out = Files.readAllBytes(file.resolveSibling(name + ".out"));
        int[] values = new int[out.length / Integer.BYTES];
        ByteBuffer.wrap(out).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(values);
        return new Frame(
                name,
                dicom.transferSyntax(),
                PixelFormat.of(dicom.dataSet()),
                new PixelFrames(dicom.input(), pixelData).encapsulated(1).get(0),
                values);
    }
}
