package org.lungburden.dicom.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.archive.ArchiveLimits;
import org.lungburden.archive.ZipArchive;
import org.lungburden.dicom.file.DataSet;
import org.lungburden.dicom.file.DicomFile;
import org.lungburden.dicom.file.Tag;
import org.lungburden.dicom.file.Uid;
import org.lungburden.dicom.pixel.FrameDecoders;
import org.lungburden.error.CodedException;
import org.lungburden.study.MemoryCheck;
import org.lungburden.testing.PythonOracle;
import org.lungburden.testing.RealCt;
import org.lungburden.testing.StartsPrograms;

/** One slice in many transfer syntaxes, against dcmtk and pydicom. */
@StartsPrograms
class TransferSyntaxTest {
    private static final String ODD_FILES = "dicom/odd-files.zip";
    private static final String CT_SLICE = "transfer-syntaxes/CTImage.dcm_";
    private static final Pattern UID_IN_NAME = Pattern.compile("_(1\\.2\\.840\\.10008[0-9.]*)\\.dcm$");

    /** Writes the Hounsfield units of every frame that dcmtk can decode. */
    private static final String SCRIPT = """
            import sys, glob, subprocess, numpy as np, pydicom
            for name in sorted(glob.glob(sys.argv[1] + "/*.in")):
                uid, source = pydicom.dcmread(name, stop_before_pixels=True).file_meta.TransferSyntaxUID, name
                source = name[:-2] + "raw"
                if uid[-3:] in (".90", ".91"):
                    subprocess.check_call(["gdcmconv", "--raw", name, source])
                elif uid[-3:] in (".80", ".81"):
                    subprocess.check_call(["dcmdjpls", name, source])
                else:
                    tool = "dcmdrle" if uid.endswith(".1.2.5") else "dcmdjpeg" if ".1.2.4." in uid else "dcmconv"
                    subprocess.check_call([tool] + (["+te"] if tool == "dcmconv" else []) + [name, source])
                d = pydicom.dcmread(source)
                v = d.pixel_array.astype("f8")
                scale = d
                for groups in ("SharedFunctionalGroupsSequence", "PerFrameFunctionalGroupsSequence"):
                    if groups in d and "PixelValueTransformationSequence" in d[groups][0]:
                        scale = d[groups][0].PixelValueTransformationSequence[0]
                hu = np.floor(v * float(scale.get("RescaleSlope", 1)) + float(scale.get("RescaleIntercept", 0)) + 0.5)
                if "PixelPaddingValue" in d:
                    hu[v == d.PixelPaddingValue] = -1024
                hu.astype("<i2").tofile(name[:-2] + "out")
            """;

    @TempDir
    Path folder;

    @Test
    void supportedSyntaxesAreExact() throws Exception {
        Map<String, byte[]> supported = new TreeMap<>();
        RealCt.members(RealCt.file(ODD_FILES), "").forEach((name, bytes) -> {
            if (isCt(bytes) && FrameDecoders.of(syntax(bytes)).isPresent()) {
                supported.put(name, bytes);
            }
        });
        assertThat(supported.values().stream().map(TransferSyntaxTest::syntax).distinct())
                .contains(
                        Uid.IMPLICIT_LITTLE_ENDIAN,
                        Uid.EXPLICIT_LITTLE_ENDIAN,
                        Uid.EXPLICIT_BIG_ENDIAN,
                        Uid.DEFLATED_EXPLICIT_LITTLE_ENDIAN,
                        Uid.JPEG_BASELINE,
                        Uid.JPEG_EXTENDED,
                        Uid.JPEG_LS_LOSSLESS,
                        Uid.JPEG_LS_NEAR_LOSSLESS,
                        Uid.JPEG_2000_LOSSLESS,
                        Uid.JPEG_2000,
                        Uid.JPEG_LOSSLESS,
                        Uid.JPEG_LOSSLESS_SV1,
                        Uid.RLE_LOSSLESS);
        List<String> names = new ArrayList<>(supported.keySet());
        for (int n = 0; n < names.size(); n++) {
            Files.write(folder.resolve(n + ".in"), supported.getOrDefault(names.get(n), new byte[0]));
        }
        PythonOracle.run(folder, SCRIPT, folder);
        for (int n = 0; n < names.size(); n++) {
            byte[] decoded = decoded(supported.getOrDefault(names.get(n), new byte[0]));
            byte[] expected = Files.readAllBytes(folder.resolve(n + ".out"));
            assertThat(Arrays.mismatch(decoded, expected)).as(names.get(n)).isEqualTo(-1);
        }
    }

    @Test
    void otherSyntaxesAreToldByCode() throws Exception {
        int refused = 0;
        for (Map.Entry<String, byte[]> file :
                RealCt.members(RealCt.file(ODD_FILES), CT_SLICE).entrySet()) {
            Matcher uid = UID_IN_NAME.matcher(file.getKey());
            assertThat(uid.find()).isTrue();
            if (FrameDecoders.of(uid.group(1)).isEmpty()) {
                refused++;
                Path zip = RealCt.zip(folder, List.of(file.getValue()));
                assertThatThrownBy(() ->
                                new DicomStudyReader(ArchiveLimits.defaults(), MemoryCheck.NONE).read(zip, p -> {}))
                        .hasMessageStartingWith("UNSUPPORTED_TRANSFER_SYNTAX");
            }
        }
        assertThat(refused).isPositive();
    }

    private static boolean isCt(byte[] bytes) {
        try {
            return DicomFile.open(new ByteArrayInputStream(bytes), Long.MAX_VALUE, UnaryOperator.identity())
                    .filter(file -> file.pixelData() != null && CtFilter.isCt(file.dataSet()))
                    .isPresent();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String syntax(byte[] bytes) {
        try {
            return DicomFile.open(new ByteArrayInputStream(bytes), Long.MAX_VALUE, UnaryOperator.identity())
                    .orElseThrow()
                    .transferSyntax();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The Hounsfield units of all frames, whatever their place; files without a scale get 1 and 0, as in the script. */
    private byte[] decoded(byte[] file) throws Exception {
        try (ZipArchive zip =
                ZipArchive.open(Files.newByteChannel(RealCt.zip(folder, List.of(file))), ArchiveLimits.defaults())) {
            ZipArchive.Member member = zip.members().get(0);
            DicomFile dicom = DicomFile.open(zip.open(member), Long.MAX_VALUE, UnaryOperator.identity())
                    .orElseThrow();
            CtFile ct = CtFile.of(member, dicom);
            short[][] hu = new short[ct.frames().size()][];
            List<SliceDecoder.Placed> placed = new ArrayList<>();
            for (CtFrame frame : ct.slices()) {
                addDefaults(frame.attributes());
                placed.add(new SliceDecoder.Placed(CtSlice.of(frame), frame.index()));
            }
            new SliceDecoder(zip, ArchiveLimits.defaults(), hu).decode(placed);
            ByteBuffer bytes = ByteBuffer.allocate(hu.length * hu[0].length * 2).order(ByteOrder.LITTLE_ENDIAN);
            for (short[] frame : hu) {
                bytes.asShortBuffer().put(frame);
                bytes.position(bytes.position() + 2 * frame.length);
            }
            return bytes.array();
        } catch (CodedException e) {
            throw new AssertionError(e);
        }
    }

    private static void addDefaults(DataSet frame) {
        frame.put(Tag.RESCALE_TYPE, new byte[0]);
        addDefault(frame, Tag.RESCALE_SLOPE, "1");
        addDefault(frame, Tag.RESCALE_INTERCEPT, "0");
        addDefault(frame, Tag.IMAGE_POSITION_PATIENT, "0\\0\\0");
        addDefault(frame, Tag.IMAGE_ORIENTATION_PATIENT, "1\\0\\0\\0\\1\\0");
        addDefault(frame, Tag.PIXEL_SPACING, "1\\1");
    }

    private static void addDefault(DataSet frame, int tag, String value) {
        if (frame.text(tag).isEmpty()) {
            frame.put(tag, value.getBytes(StandardCharsets.US_ASCII));
        }
    }
}
