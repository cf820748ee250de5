package org.lungburden.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MeasurementColumnsTest {
    /** As the files of the versions before have them: tables of old and new results fit together. */
    private static final String NAMES =
            "reference,study_instance_uid,series_instance_uid,format,slices,slice_distance_mm,"
                    + "slice_thickness_mm,pixel_mm,kernel,contrast_enhanced,lung_ml,opacity_ml,ground_glass_ml,high_opacity_ml,"
                    + "opacity_percent,ground_glass_percent,high_opacity_percent,"
                    + "right_lung_ml,right_lung_ground_glass_ml,right_lung_high_opacity_ml,right_lung_opacity_percent,"
                    + "left_lung_ml,left_lung_ground_glass_ml,left_lung_high_opacity_ml,left_lung_opacity_percent,"
                    + "right_upper_ml,right_upper_opacity_percent,right_upper_score,"
                    + "right_middle_ml,right_middle_opacity_percent,right_middle_score,"
                    + "right_lower_ml,right_lower_opacity_percent,right_lower_score,"
                    + "left_upper_ml,left_upper_opacity_percent,left_upper_score,"
                    + "left_middle_ml,left_middle_opacity_percent,left_middle_score,"
                    + "left_lower_ml,left_lower_opacity_percent,left_lower_score,"
                    + "zonal_score,zonal_score_of,opacity_above_minus_200_hu_percent,"
                    + "aeration_hyper_percent,aeration_normal_percent,aeration_poor_percent,aeration_none_percent,"
                    + "well_aerated_percent,lung_mass_g,lung_mean_hu,lung_p50_hu,ground_glass_mean_hu,ground_glass_p50_hu,"
                    + "high_opacity_mean_hu,high_opacity_p50_hu,lesions,notes,model";

    private static final ResultDocument.Measured FULL = new ResultDocument.Measured(
            new ResultDocument.Study(
                    "DICOM", "1.2", "1.3", null, 1, 2, 3, List.of(0.5, 0.6, 2.5), "YES", "@B30f", 3.75),
            new ResultDocument.VolumesMl(11, 12.0, 13.0, 14, 15, 16),
            new ResultDocument.BurdenPercent(17, 18, 19),
            List.of(new ResultDocument.Region("LEFT_LOWER", 20, 21, 22, 23, 3)),
            List.of(new ResultDocument.Lung("LEFT", 24, 25, 26, 27), new ResultDocument.Lung("RIGHT", 28, 29, 30, 31)),
            new ResultDocument.Severity(32, 33, 34, 35),
            new ResultDocument.Aeration(
                    List.of(new ResultDocument.Band("POOR", -500, -100, 36, 37, 38.0)), 39, 40, 41.0),
            List.of(new ResultDocument.Density("LUNG", 42, 43.0, 44.0, 45.0, 46.0)),
            null,
            new ResultDocument.Lesions(47, List.of()),
            List.of(new ResultDocument.Quality("A", "a", null), new ResultDocument.Quality("B", "b", 1.0)),
            new ResultDocument.Model("net", "1", "ab"));

    @Test
    void theColumnsAreThoseOfTheFilesSoFar() {
        assertThat(MeasurementColumns.names()).containsExactly(NAMES.split(","));
    }

    @Test
    void eachCellHoldsItsOwnNumber() {
        Map<String, @Nullable Object> cells = MeasurementColumns.cells(FULL, "=1");

        assertThat(new ArrayList<>(cells.keySet())).isEqualTo(MeasurementColumns.names());
        assertThat(cells.values().stream().map(String::valueOf))
                .containsExactly(("'=1,1.2,1.3,DICOM,1,2.5,3.75,0.5,'@B30f,YES,11.0,16.0,14.0,15.0,17.0,18.0,19.0,"
                                + "28.0,29.0,30.0,31.0,24.0,25.0,26.0,27.0,"
                                + "null,null,null,".repeat(5)
                                + "20.0,23.0,3,32,33,35.0,null,null,37.0,null,40.0,41.0,42.0,45.0,null,null,null,null,47,"
                                + "A B,net 1")
                        .split(","));
    }

    @Test
    void aStudyWithoutAResultHasEmptyCellsInTheSameColumns() {
        Map<String, @Nullable Object> cells = MeasurementColumns.cells("+1");

        assertThat(new ArrayList<>(cells.keySet())).isEqualTo(MeasurementColumns.names());
        assertThat(cells).containsEntry("reference", "'+1");
        cells.remove("reference");
        assertThat(cells.values()).containsOnlyNulls();
    }
}
