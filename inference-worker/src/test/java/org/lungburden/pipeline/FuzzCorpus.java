package org.lungburden.pipeline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.lungburden.phantom.PhantomFile;
import org.lungburden.phantom.PhantomScan;
import org.lungburden.testing.PythonOracle;

/** Small sound studies in every form that is read, written by pydicom, dcmtk and nibabel, for a test to spoil. */
final class FuzzCorpus {
    private static final PhantomScan SCAN = new PhantomScan(20, 20, 8, 20, 30, "LPS", 0);

    /** A folder of files a form; deflated data sets are made later, after they were spoiled. */
    private static final String SCRIPT = """
            import sys, glob, os, subprocess, numpy as np, pydicom, nibabel
            from pydicom.dataset import Dataset
            from pydicom.sequence import Sequence
            from pydicom.uid import ImplicitVRLittleEndian, ExplicitVRBigEndian, RLELossless
            source, target = sys.argv[1:3]
            names = sorted(glob.glob(source + "/*.dcm"))
            def save(form, name, d):
                os.makedirs(target + "/" + form, exist_ok=True)
                d.save_as(target + "/" + form + "/" + os.path.basename(name), write_like_original=False)
            for name in names:
                d = pydicom.dcmread(name)
                save("explicit", name, d)
                d.is_implicit_VR, d.file_meta.TransferSyntaxUID = True, ImplicitVRLittleEndian
                save("implicit", name, d)
                d = pydicom.dcmread(name)
                d.PixelData = d.pixel_array.astype(">i2").tobytes()
                d.is_little_endian, d.file_meta.TransferSyntaxUID = False, ExplicitVRBigEndian
                save("big-endian", name, d)
                d = pydicom.dcmread(name)
                d.compress(RLELossless)
                save("rle", name, d)
                for form, encode in {"jpeg": ["dcmcjpeg", "+e1"], "jpeg-ls": ["dcmcjpls"], "jpeg-2000": ["gdcmconv", "--j2k"]}.items():
                    os.makedirs(target + "/" + form, exist_ok=True)
                    subprocess.check_call(encode + [name, target + "/" + form + "/" + os.path.basename(name)])
            def item(**values):
                d = Dataset()
                for name, value in values.items():
                    setattr(d, name, value)
                return d
            for name in names:
                d = pydicom.dcmread(name)
                inner = item(ReferencedSOPClassUID="1.2.3", PurposeOfReferenceCodeSequence=Sequence([item(CodeValue="1")]))
                inner.PurposeOfReferenceCodeSequence.is_undefined_length = True
                d.SourceImageSequence = Sequence([inner, inner])
                d.SourceImageSequence.is_undefined_length = True
                d.add_new(0x00091001, "UN", b"anything")
                save("sequences", name, d)
            series = [pydicom.dcmread(name) for name in names]
            d = pydicom.dcmread(names[0])
            d.file_meta.MediaStorageSOPClassUID = d.SOPClassUID = "1.2.840.10008.5.1.4.1.1.2.1"
            d.SharedFunctionalGroupsSequence = Sequence([item(
                PixelMeasuresSequence=Sequence([item(PixelSpacing=d.PixelSpacing)]),
                PlaneOrientationSequence=Sequence([item(ImageOrientationPatient=d.ImageOrientationPatient)]),
                PixelValueTransformationSequence=Sequence([item(RescaleIntercept=-1024, RescaleSlope=1)]))])
            d.PerFrameFunctionalGroupsSequence = Sequence([item(
                PlanePositionSequence=Sequence([item(ImagePositionPatient=s.ImagePositionPatient)])) for s in series])
            d.PerFrameFunctionalGroupsSequence.is_undefined_length = True
            for gone in "ImagePositionPatient", "ImageOrientationPatient", "PixelSpacing", "RescaleSlope", "RescaleIntercept":
                delattr(d, gone)
            d.NumberOfFrames = len(series)
            d.PixelData = b"".join(s.PixelData for s in series)
            save("enhanced", "enhanced.dcm", d)
            d.compress(RLELossless)
            save("enhanced-rle", "enhanced.dcm", d)
            scan = nibabel.load(source + "/phantom.nii")
            hu, affine = np.asarray(scan.dataobj).astype("i2"), scan.affine
            def nifti(form, kind, order, dtype):
                header = kind.header_class(endianness=order)
                header.set_data_dtype(dtype)
                header.set_xyzt_units("mm")
                os.makedirs(target + "/" + form)
                nibabel.save(kind(hu.astype(dtype), affine, header), target + "/" + form + "/phantom.nii")
            nifti("nifti1", nibabel.Nifti1Image, "<", "i2")
            nifti("nifti1-big-endian-float", nibabel.Nifti1Image, ">", "f4")
            nifti("nifti2", nibabel.Nifti2Image, "<", "i4")
            nifti("nifti2-big-endian", nibabel.Nifti2Image, ">", "i2")
            """;

    private FuzzCorpus() {}

    /**
     * A study's files as they are before they are packed.
     *
     * @param deflated whether the data sets are deflated before
     */
    record Form(String name, List<byte[]> files, boolean deflated) {
        boolean isNifti() {
            return name.startsWith("nifti");
        }

        boolean isCompressed() {
            return name.endsWith("rle") || name.startsWith("jpeg");
        }

        Form with(List<byte[]> spoiled) {
            return new Form(name, spoiled, deflated);
        }

        List<Packing> packings() {
            return Arrays.stream(Packing.values())
                    .filter(packing -> files.size() == 1 || !packing.ofOneFile())
                    .toList();
        }

        byte[] packed(Packing packing) throws IOException {
            List<byte[]> stored =
                    deflated ? files.stream().map(FuzzCorpus::deflated).toList() : files;
            return switch (packing) {
                case NONE -> stored.get(0);
                case GZIP -> gzip(stored.get(0));
                case ZIP -> zip(stored);
                case TAR -> tar(stored);
                case TAR_GZ -> gzip(tar(stored));
                case ZIP_IN_ZIP -> zip(List.of(zip(stored)));
            };
        }
    }

    enum Packing {
        NONE,
        GZIP,
        ZIP,
        TAR,
        TAR_GZ,
        ZIP_IN_ZIP;

        private boolean ofOneFile() {
            return this == NONE || this == GZIP;
        }
    }

    /** @return the folder that {@link #read} reads, in {@code folder} */
    static Path write(Path folder) throws IOException, InterruptedException {
        Path source = Files.createDirectories(folder.resolve("source"));
        Path target = Files.createDirectories(folder.resolve("target"));
        PhantomFile.write(SCAN, source.resolve("phantom.nii"));
        PhantomFile.write(SCAN, source.resolve("phantom.zip"));
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(source.resolve("phantom.zip")))) {
            for (int n = 0; zip.getNextEntry() != null; n++) {
                Files.write(source.resolve(n + ".dcm"), zip.readAllBytes());
            }
        }
        PythonOracle.run(folder, SCRIPT, source, target);
        return target;
    }

    static List<Form> read(Path target) throws IOException {
        List<Form> forms = new ArrayList<>();
        files(target).forEach((name, files) -> {
            forms.add(new Form(name, files, false));
            if (name.equals("explicit")) {
                forms.add(new Form("deflated", files, true));
            }
        });
        return forms;
    }

    private static Map<String, List<byte[]>> files(Path target) throws IOException {
        Map<String, List<byte[]>> forms = new LinkedHashMap<>();
        try (Stream<Path> files = Files.walk(target)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                forms.computeIfAbsent(target.relativize(file).getName(0).toString(), form -> new ArrayList<>())
                        .add(Files.readAllBytes(file));
            }
        }
        return forms;
    }

    private static byte[] zip(List<byte[]> files) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setLevel(Deflater.BEST_SPEED);
            for (int n = 0; n < files.size(); n++) {
                ZipEntry entry = new ZipEntry(String.format(Locale.ROOT, "%03d", n));
                entry.setTime(0);
                zip.putNextEntry(entry);
                zip.write(files.get(n));
            }
        }
        return out.toByteArray();
    }

    private static byte[] tar(List<byte[]> files) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
            for (int n = 0; n < files.size(); n++) {
                TarArchiveEntry entry = new TarArchiveEntry(String.format(Locale.ROOT, "%03d", n));
                entry.setSize(files.get(n).length);
                entry.setModTime(0);
                tar.putArchiveEntry(entry);
                tar.write(files.get(n));
                tar.closeArchiveEntry();
            }
        }
        return out.toByteArray();
    }

    private static byte[] gzip(byte[] file) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(file);
        }
        return out.toByteArray();
    }

    /** The same file with the transfer syntax of deflated data sets (DICOM PS3.5 annex A.5). */
    private static byte[] deflated(byte[] explicit) {
        int metaLength = 144 + (explicit.length < 144 ? 0 : (explicit[140] & 0xff) | (explicit[141] & 0xff) << 8);
        if (metaLength > explicit.length) {
            return explicit;
        }
        byte[] meta = new String(explicit, 0, metaLength, ISO_8859_1)
                .replace("1.2.840.10008.1.2.1\0", "1.2.840.10008.1.2.1.99")
                .getBytes(ISO_8859_1);
        int uidAt = indexOf(meta, "1.2.840.10008.1.2.1.99");
        if (uidAt < 2) {
            return explicit;
        }
        meta[uidAt - 2] = (byte) "1.2.840.10008.1.2.1.99".length();
        meta[140] = (byte) (meta.length - 144);
        meta[141] = (byte) (meta.length - 144 >> 8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(meta);
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        deflater.setInput(explicit, metaLength, explicit.length - metaLength);
        deflater.finish();
        byte[] buffer = new byte[1 << 12];
        while (!deflater.finished()) {
            out.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.end();
        return out.toByteArray();
    }

    private static int indexOf(byte[] bytes, String text) {
        return new String(bytes, ISO_8859_1).indexOf(text);
    }
}
