package org.lungburden.dicom.result;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lungburden.geometry.Vector3;
import org.lungburden.study.DicomSource;

class SourceReferencesTest {
    private static final DicomSource.Plane PLANE =
            new DicomSource.Plane(new Vector3(1, 0, 0), new Vector3(0, 1, 0), 1, 1);

    @Test
    void eachSeriesAndEachFileStandsOnce() {
        DicomSource source = new DicomSource(
                Map.of(),
                "1.2",
                "1.3",
                PLANE,
                List.of(image("1.5", "1.4.1", 2), image("1.5", "1.4.1", 1), image("1.6", "1.4.2", 0)),
                false);
        List<String> series = SourceReferences.series(source).stream()
                .map(item -> new String(item.bytes(), ISO_8859_1))
                .toList();
        assertThat(series).hasSize(2);
        assertThat(series.get(0)).containsOnlyOnce("1.4.1").endsWith("1.5\0").doesNotContain("1.4.2");
        assertThat(series.get(1)).containsOnlyOnce("1.4.2").endsWith("1.6\0");
    }

    private static DicomSource.Image image(String series, String instance, int frame) {
        return new DicomSource.Image("1.1", instance, series, frame, null, Vector3.ORIGIN);
    }
}
