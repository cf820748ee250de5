package org.lungburden.dicom.series;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lungburden.dicom.file.DataSet;
import org.lungburden.dicom.file.Tag;

/**
 * An attribute that tells when a frame was acquired or made.
 *
 * @param keyword its name (DICOM PS3.6)
 * @param seconds since a moment that is the same for all frames; empty when a frame does not tell
 */
record Clock(String keyword, Function<DataSet, OptionalDouble> seconds) {
    /** In the order in which they are tried. */
    static final List<Clock> ALL = List.of(
            moment("AcquisitionDateTime", Tag.ACQUISITION_DATE_TIME),
            time("AcquisitionTime", Tag.ACQUISITION_DATE, Tag.ACQUISITION_TIME),
            moment("FrameAcquisitionDateTime", Tag.FRAME_ACQUISITION_DATE_TIME),
            moment("FrameReferenceDateTime", Tag.FRAME_REFERENCE_DATE_TIME),
            new Clock("TriggerTime", Clock::triggerTime),
            time("ContentTime", Tag.CONTENT_DATE, Tag.CONTENT_TIME));

    /** Those that tell when a frame was acquired, not when its image was made. */
    static final List<Clock> OF_ACQUISITION = ALL.subList(0, ALL.size() - 1);

    /** DA and TM of PS3.5 6.2, also with the separators of its earlier editions. */
    private static final Pattern DATE = Pattern.compile("(\\d{4})\\.?(\\d{2})\\.?(\\d{2})");

    private static final Pattern TIME = Pattern.compile("(\\d{2}):?(\\d{2})?:?(\\d{2}(?:\\.\\d{1,6})?)?");
    private static final int DATE_DIGITS = 8;
    private static final double MS = 1e-3;

    private static Clock time(String keyword, int date, int time) {
        return new Clock(
                keyword,
                frame -> seconds(frame.text(date).orElse(""), frame.text(time).orElse("")));
    }

    /** DT of PS3.5 6.2. The offset from UTC is the same in all frames of a scanner. */
    private static Clock moment(String keyword, int tag) {
        return new Clock(keyword, frame -> {
            String local = frame.text(tag).orElse("").split("[+-]", 2)[0];
            return local.length() <= DATE_DIGITS
                    ? OptionalDouble.empty()
                    : seconds(local.substring(0, DATE_DIGITS), local.substring(DATE_DIGITS));
        });
    }

    private static OptionalDouble triggerTime(DataSet frame) {
        return frame.decimals(Tag.TRIGGER_TIME, 1).stream()
                .mapToDouble(value -> MS * value[0])
                .findFirst();
    }

    private static OptionalDouble seconds(String date, String time) {
        Matcher of = TIME.matcher(time);
        if (!of.matches()) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(24 * 3600.0 * days(date) + 3600 * part(of, 1) + 60 * part(of, 2) + part(of, 3));
    }

    /** Grows from day to day; that months have 31 days here does not change an order. */
    private static double days(String date) {
        Matcher of = DATE.matcher(date);
        return of.matches() ? 372 * part(of, 1) + 31 * part(of, 2) + part(of, 3) : 0;
    }

    private static double part(Matcher of, int group) {
        String digits = of.group(group);
        return digits == null ? 0 : Double.parseDouble(digits);
    }
}
