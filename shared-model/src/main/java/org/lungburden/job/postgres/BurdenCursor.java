package org.lungburden.job.postgres;

import java.util.UUID;
import org.lungburden.cursor.CursorText;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/**
 * The place after one job in a list ordered by burden. A job whose burden changes meanwhile may appear twice, or not.
 *
 * @param burden of the job; {@link #NONE} where it had none
 */
record BurdenCursor(double burden, Cursor job) {
    static final double NONE = -1;

    String encode() {
        return CursorText.encode(
                job.createdAt(),
                job.id().getMostSignificantBits(),
                job.id().getLeastSignificantBits(),
                Double.doubleToLongBits(burden));
    }

    /** @throws CodedException {@code INVALID_REQUEST} */
    static BurdenCursor decode(String text) {
        CursorText.Place place = CursorText.decode(text, 3);
        Cursor job = new Cursor(
                place.time(), new UUID(place.order().getLong(), place.order().getLong()));
        double burden = Double.longBitsToDouble(place.order().getLong());
        if (!Double.isFinite(burden)) {
            throw new CodedException(ErrorCode.INVALID_REQUEST, "The cursor is not one of this service.");
        }
        return new BurdenCursor(burden, job);
    }
}
