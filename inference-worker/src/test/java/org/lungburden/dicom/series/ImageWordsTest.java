package org.lungburden.dicom.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lungburden.dicom.series.SeriesUpload.SLICES;
import static org.lungburden.dicom.series.SeriesUpload.text;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.dicom.file.Tag;
import org.lungburden.study.Study;

/** Words of vendors and of people that tell what the images of a series are. */
class ImageWordsTest {
    private static final String CHEST = "1.2.3.10";
    private static final String OTHER = "1.2.3.2";

    @TempDir
    Path folder;

    /** Vendors write the word beside others into one value. The sentence repeats the words of a list alone. */
    @ParameterizedTest
    @CsvSource({
        "CT_SOM5 MIP, MIP",
        "CT_SOM7 MIP, MIP",
        "CT_SOM5 MIP THIN, MIP",
        "VXTL STATE MIP, MIP",
        "MIP_THIN, MIP",
        "MIP10, MIP",
        "THINMIP, THINMIP",
        "TMIP, TMIP",
        "MIN IP, MIN IP",
        "MAX IP, MAX IP",
        "MIN-IP, MIN-IP",
        "AVE IP, AVE IP",
        "AIP, AIP",
        "AVERAGE IP, AVERAGE IP",
        "MAXIMUM INTENSITY PROJECTION, MAXIMUM INTENSITY PROJECTION",
        "MINIMUM INTENSITY, MINIMUM INTENSITY",
        "MINIMUM, MINIMUM",
        "MPVR, MPVR",
        "RAYSUM, RAYSUM",
        "CT_SOM5 VRT, VRT",
        "3D RENDERING, RENDERING",
        "SURFACE_RENDER, SURFACE_RENDER"
    })
    void aWordOfAValueNamesAProjection(String type, String told) {
        assertThat(types(type).projection()).contains(told);
        assertThat(types(type).isComputed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CT_SOM5 SPI",
                "AVERAGE",
                "AXIAL",
                "HELIX",
                "MIPSY",
                "NONE",
                "VOLUME",
                "CT_SOM7 SPI DUAL",
                "CT_SOM5 SEQ"
            })
    void otherWordsNameNoProjection(String type) {
        assertThat(types(type).projection()).isEmpty();
        assertThat(types(type).isComputed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"MPR", "CSA MPR", "CT_SOM5 MPR", "CURVED_MPR", "REFORMATTED"})
    void aWordOfAValueNamesAReformat(String type) {
        assertThat(types(type).reformat()).isPresent();
        assertThat(types(type).isComputed()).isTrue();
    }

    private static ImageTypes types(String type) {
        return new ImageTypes(Set.of("DERIVED", "PRIMARY", type));
    }

    /** The axial series of 8 mm and thick projections every 4 mm, as Siemens scanners write them. */
    @Test
    void aThinProjectionIsNotChosenBesideTheThickOriginal() throws Exception {
        Study study = new SeriesUpload()
                .series(OTHER, 2 * SLICES, 4, text(Tag.IMAGE_TYPE, "CS", "DERIVED\\PRIMARY\\AXIAL\\CT_SOM5 MIP"))
                .series(CHEST, SLICES, 8, text(Tag.IMAGE_TYPE, "CS", "ORIGINAL\\PRIMARY\\AXIAL\\CT_SOM5 SPI"))
                .read(folder);
        assertThat(study.seriesInstanceUid()).isEqualTo(CHEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Lung MIP 10mm", "MIP AX 8/2", "Thorax MinIP"})
    void whatOnlyTheDescriptionCallsAProjectionIsNoted(String description) throws Exception {
        Study study = new SeriesUpload()
                .series(CHEST, SLICES, text(Tag.SERIES_DESCRIPTION, "LO", description))
                .read(folder);
        assertThat(study.quality()).singleElement().satisfies(flag -> {
            assertThat(flag.code()).isEqualTo("REFORMATTED");
            assertThat(flag.message())
                    .startsWith("SeriesDescription M")
                    .contains("IP says that the images are projections");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"Thin for MIP", "Mipolino", "Chest 1.0 maximum inspiration"})
    void otherDescriptionsAreNotNoted(String description) throws Exception {
        Study study = new SeriesUpload()
                .series(CHEST, SLICES, text(Tag.SERIES_DESCRIPTION, "LO", description))
                .read(folder);
        assertThat(study.quality()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "EXP, true",
        "EXP 1.25, true",
        "thorax_exsp, true",
        "Expiration, true",
        "expir. 1 mm, true",
        "Exhale, true",
        "espirazione, true",
        "Ausatmung, true",
        "INSP, false",
        "INSP/EXP, false",
        "Inspiration, false",
        "Espiral, false",
        "Expert, false",
        "Thorax, false"
    })
    void descriptionsOfExpirations(String description, boolean expiration) {
        assertThat(ImageWords.isExpiration(description)).isEqualTo(expiration);
    }
}
