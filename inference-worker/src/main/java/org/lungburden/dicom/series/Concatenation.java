package org.lungburden.dicom.series;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lungburden.dicom.file.DataSet;
import org.lungburden.dicom.file.Tag;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/**
 * A multi-frame image in several files, each of which tells its number and, if the writer knew it, how many there are (DICOM
 * PS3.3 C.7.6.16.2.2.4). At an end of a scan nothing else tells that a file is missing.
 */
final class Concatenation {
    private static final int MOST_TOLD = 8;

    private Concatenation() {}

    /**
     * @param series whose files must be there with all other parts, also with those that hold another series
     * @throws CodedException {@code MISSING_SLICES}
     */
    static void check(SeriesCandidate series, UploadHeaders headers) {
        List<String> images = series.frames().stream()
                .flatMap(frame -> uid(frame.attributes()).stream())
                .distinct()
                .toList();
        for (String image : images) {
            check(headers.files().stream()
                    .map(file -> file.frames().get(0))
                    .filter(file -> uid(file).equals(Optional.of(image)))
                    .toList());
        }
    }

    private static Optional<String> uid(DataSet file) {
        return file.text(Tag.CONCATENATION_UID);
    }

    private static void check(List<DataSet> parts) {
        TreeSet<Integer> numbers = parts.stream()
                .flatMap(part ->
                        part.unsignedShort(Tag.IN_CONCATENATION_NUMBER).stream().boxed())
                .collect(Collectors.toCollection(TreeSet::new));
        if (numbers.isEmpty()) {
            return;
        }
        int declared = parts.stream()
                .mapToInt(part ->
                        part.unsignedShort(Tag.IN_CONCATENATION_TOTAL_NUMBER).orElse(0))
                .max()
                .orElse(0);
        List<Integer> missing = IntStream.rangeClosed(1, Math.max(declared, numbers.last()))
                .filter(number -> !numbers.contains(number))
                .boxed()
                .toList();
        if (!missing.isEmpty()) {
            throw new CodedException(
                    ErrorCode.MISSING_SLICES,
                    "Not measured: the image is a concatenation of "
                            + (declared == 0 ? "at least " + numbers.last() : declared)
                            + " files (InConcatenationTotalNumber). InConcatenationNumber " + told(List.copyOf(numbers))
                            + (numbers.size() == 1 ? " is" : " are") + " there, " + told(missing)
                            + (missing.size() == 1 ? " is" : " are") + " missing. Send all its files.");
        }
    }

    private static String told(List<Integer> numbers) {
        String first =
                numbers.stream().limit(MOST_TOLD).map(number -> "" + number).collect(Collectors.joining(", "));
        return numbers.size() > MOST_TOLD ? first + " and " + (numbers.size() - MOST_TOLD) + " more" : first;
    }
}
