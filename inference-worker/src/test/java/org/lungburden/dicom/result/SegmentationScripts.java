package org.lungburden.dicom.result;

/** What other programs are asked about segmentations. Each folder is one of {@link SegmentationCase}. */
final class SegmentationScripts {
    private static final String CASES = """
            import sys, warnings, numpy as np, pydicom, nibabel, highdicom
            from pathlib import Path
            warnings.simplefilter("ignore")
            def cases():
                for folder in sorted(path for path in Path(sys.argv[1]).iterdir() if path.is_dir()):
                    sources = [pydicom.dcmread(file, force=True) for file in folder.glob("source/*")]
                    yield folder, sources, highdicom.seg.segread(folder / "segmentation.dcm")
            def images(sources):
                for source in sources:
                    if "PerFrameFunctionalGroupsSequence" in source:
                        for number, group in enumerate(source.PerFrameFunctionalGroupsSequence, 1):
                            yield source, number, group.PlanePositionSequence[0].ImagePositionPatient
                    else:
                        yield source, 0, source.ImagePositionPatient
            """;

    /** By the image that a frame names, by the frame's own place, and all voxels together by highdicom's own volume. */
    static final String VOXELS = CASES + """
            for folder, sources, seg in cases():
                nifti = nibabel.load(folder / "labels.nii.gz")
                labels = np.asarray(nifti.dataobj)
                to_lps = np.diag([-1, -1, 1, 1]) @ nifti.affine
                places = (to_lps @ [[0] * labels.shape[2], [0] * labels.shape[2], range(labels.shape[2]), [1] * labels.shape[2]])[:3].T
                seen = 0
                for source, frame, position in images(sources):
                    k = int(np.argmin(np.linalg.norm(places - np.array(position, float), axis=1)))
                    assert np.allclose(places[k], np.array(position, float), atol=1e-3)
                    ask = dict(combine_segments=True, assert_missing_frames_are_empty=True)
                    if frame:
                        found = seg.get_pixels_by_source_frame(source.SOPInstanceUID, [frame], **ask)[0]
                    else:
                        found = seg.get_pixels_by_source_instance([source.SOPInstanceUID], **ask)[0]
                    assert np.array_equal(found, labels[:, :, k].T), folder
                    seen += 1
                assert seen == labels.shape[2]
                raw = pydicom.dcmread(folder / "segmentation.dcm")
                size = raw.Rows * raw.Columns
                bits = np.unpackbits(np.frombuffer(raw.PixelData, np.uint8), bitorder="little")
                assert len(raw.PixelData) == (int(raw.NumberOfFrames) * size + 15) // 16 * 2
                for n, group in enumerate(raw.PerFrameFunctionalGroupsSequence):
                    position = np.array(group.PlanePositionSequence[0].ImagePositionPatient, float)
                    reference = group.DerivationImageSequence[0].SourceImageSequence[0]
                    named = [place for source, frame, place in images(sources)
                        if (source.SOPInstanceUID, frame) == (reference.ReferencedSOPInstanceUID, int(reference.get("ReferencedFrameNumber", 0)))]
                    assert len(named) == 1 and list(named[0]) == list(group.PlanePositionSequence[0].ImagePositionPatient)
                    k = int(np.argmin(np.linalg.norm(places - position, axis=1)))
                    segment = group.SegmentIdentificationSequence[0].ReferencedSegmentNumber
                    mask = bits[n * size:(n + 1) * size].reshape(raw.Rows, raw.Columns)
                    assert mask.any() and np.array_equal(mask, labels[:, :, k].T == segment), folder
                    assert group.FrameContentSequence[0].DimensionIndexValues[0] == segment
                counts = [int((bits[:int(raw.NumberOfFrames) * size].reshape(-1, size).sum(1)
                    * [g.SegmentIdentificationSequence[0].ReferencedSegmentNumber == s for g in raw.PerFrameFunctionalGroupsSequence]).sum()) for s in (1, 2, 3)]
                assert counts == [int((labels == s).sum()) for s in (1, 2, 3)], (counts, folder)
                if folder.name != "tilted":
                    volume = seg.get_volume(combine_segments=True)
                    index = np.argwhere(volume.array > 0)
                    at = np.linalg.inv(to_lps) @ volume.affine @ np.c_[index, np.ones(len(index))].T
                    near = np.rint(at[:3]).astype(int)
                    assert np.allclose(at[:3], near, atol=1e-3)
                    assert np.array_equal(labels[tuple(near)], volume.array[tuple(index.T)])
                    assert len(index) == np.count_nonzero(labels)
                print(folder.name + ": same")
            """;

    static final String HEADER = CASES + """
            TYPE_2 = "PatientName PatientID PatientBirthDate PatientSex StudyDate StudyTime AccessionNumber ReferringPhysicianName StudyID PositionReferenceIndicator".split()
            for folder, sources, seg in cases():
                raw, source = (pydicom.dcmread(file) for file in (folder / "segmentation.dcm", folder / "source/0.dcm"))
                for name in TYPE_2:
                    assert name in raw, name
                    theirs = source.get_item(name).value if name in source else b""
                    assert (raw.get_item(name).value or b"") == (theirs or b""), name
                for name in "SpecificCharacterSet StudyInstanceUID FrameOfReferenceUID PatientIdentityRemoved LossyImageCompressionRatio".split():
                    assert raw.get(name) == source.get(name), name
                assert str(raw.get("PatientName")) == str(source.get("PatientName", "")), raw.PatientName
                assert raw.SeriesInstanceUID != source.SeriesInstanceUID and raw.Modality == "SEG"
                assert raw.SeriesDescription == "LungBurden research, not reviewed"
                assert raw.LossyImageCompression == ("01" if folder.name.startswith("lossy") else "00")
                assert ("DeidentificationMethod" in raw) == (folder.name == "removed")
                assert raw.SOPInstanceUID.is_valid and raw.SOPInstanceUID.startswith("2.25.")
                series = raw.ReferencedSeriesSequence
                assert len(series) == 1 and series[0].SeriesInstanceUID == source.SeriesInstanceUID
                named = {image.ReferencedSOPInstanceUID for image in series[0].ReferencedInstanceSequence}
                assert named == {image.SOPInstanceUID for image in sources}
                assert len(series[0].ReferencedInstanceSequence) == len(sources)
                measures = raw.SharedFunctionalGroupsSequence[0].PixelMeasuresSequence[0]
                plane = raw.SharedFunctionalGroupsSequence[0].PlaneOrientationSequence[0]
                shared = source.get("SharedFunctionalGroupsSequence", [source])[0]
                assert measures.PixelSpacing == shared.get("PixelMeasuresSequence", [source])[0].PixelSpacing
                assert plane.ImageOrientationPatient == shared.get("PlaneOrientationSequence", [source])[0].ImageOrientationPatient
                print(folder.name + ": same")
            names = {path.name: str(pydicom.dcmread(path / "segmentation.dcm").PatientName) for path in Path(sys.argv[1]).iterdir() if path.is_dir()}
            assert names["utf8"] == "M\\u00fcller^J\\u00f6rg=\\u738b^\\u5c0f\\u6771", names
            assert names["iso2022"] == "Yamada^Tarou=\\u5c71\\u7530^\\u592a\\u90ce", names
            """;

    static final String CODES = """
            import sys, numpy as np, highdicom
            from PIL import Image, ImageCms
            from pydicom.sr._concepts_dict import concepts
            seg = highdicom.seg.segread(sys.argv[1])
            def known(item):
                for entries in concepts[item.CodingSchemeDesignator].values():
                    if item.CodeMeaning == entries.get(item.CodeValue, [""])[0]:
                        return True
                return False
            found = set()
            def walk(dataset):
                for element in dataset:
                    if element.VR == "SQ":
                        for item in element.value:
                            if "CodeValue" in item:
                                assert known(item), item
                                found.add(item.CodeValue)
                            walk(item)
            walk(seg)
            assert found == set("91723000 39607008 49755003 112120 112001 123110 113076 121322".split()), found
            assert [s.SegmentNumber for s in seg.SegmentSequence] == [1, 2, 3]
            for number, hex in ((1, "E6E6E6"), (2, "4FA3FF"), (3, "FFD400")):
                segment = seg.get_segment_description(number)
                assert segment.algorithm_type.value == "AUTOMATIC" and segment.algorithm_identification.name == "test-net"
                assert segment.algorithm_identification.version == "1.2"
                lab = ImageCms.applyTransform(
                    Image.new("RGB", (1, 1), "#" + hex),
                    ImageCms.buildTransform(ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), "RGB", "LAB"))
                own = np.array(segment.RecommendedDisplayCIELabValue) / 257
                assert np.allclose(own, lab.getpixel((0, 0)), atol=1), (hex, own, lab.getpixel((0, 0)))
            """;

    private SegmentationScripts() {}
}
