package org.lungburden.dicom.series;

import java.util.List;
import org.lungburden.error.ErrorCode;
import org.lungburden.error.SeriesChoiceException;

/**
 * The series that a client asks for: its SeriesInstanceUID and, where the series holds several volumes, the number of one
 * of them behind a colon.
 *
 * @param volume from 1 on; 0 when the client names none
 */
record WantedSeries(String uid, int volume) {
    private static final char SEPARATOR = ':';

    static WantedSeries of(String text) {
        int colon = text.indexOf(SEPARATOR);
        return colon < 0
                ? new WantedSeries(text, 0)
                : new WantedSeries(text.substring(0, colon), number(text.substring(colon + 1)));
    }

    /** What is no number names no volume that there is. */
    private static int number(String text) {
        return text.matches("\\d{1,4}") && Integer.parseInt(text) > 0 ? Integer.parseInt(text) : Integer.MAX_VALUE;
    }

    /** What a client writes to ask for the volume. */
    static String text(String uid, int volume) {
        return uid + SEPARATOR + volume;
    }

    /** @throws SeriesChoiceException {@code SERIES_NOT_FOUND} */
    List<SeriesCandidate> among(List<SeriesCandidate> all) {
        List<SeriesCandidate> series = all.stream()
                .filter(candidate -> candidate.writtenUids().contains(uid))
                .toList();
        List<SeriesCandidate> asked = volume == 0
                ? series
                : series.stream()
                        .filter(candidate -> isVolume(candidate, series))
                        .toList();
        if (asked.isEmpty()) {
            throw new SeriesChoiceException(ErrorCode.SERIES_NOT_FOUND, sentence(series), SeriesSelection.options(all));
        }
        return asked;
    }

    /** Volume 1 of a series that is one volume is that series. */
    private boolean isVolume(SeriesCandidate candidate, List<SeriesCandidate> series) {
        Integer number = candidate.volume();
        return number == null
                ? volume == 1 && series.stream().allMatch(other -> other.volume() == null)
                : number == volume && uid.equals(candidate.seriesInstanceUid());
    }

    private String sentence(List<SeriesCandidate> series) {
        long volumes = series.stream().filter(other -> other.volume() != null).count();
        return series.isEmpty()
                ? ErrorCode.SERIES_NOT_FOUND.sentence()
                : "The series holds " + (volumes == 0 ? "1 volume" : volumes + " volumes")
                        + ". Choose one of the candidates.";
    }
}
