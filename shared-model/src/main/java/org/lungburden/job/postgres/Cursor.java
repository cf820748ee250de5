package org.lungburden.job.postgres;

import java.time.Instant;
import java.util.UUID;
import org.lungburden.cursor.CursorText;
import org.lungburden.error.CodedException;

/**
 * The place after one job in a list ordered by creation and id. New jobs do not move the place, and the job itself may
 * be gone.
 */
record Cursor(Instant createdAt, UUID id) {
    String encode() {
        return CursorText.encode(createdAt, id.getMostSignificantBits(), id.getLeastSignificantBits());
    }

    /** @throws CodedException {@code INVALID_REQUEST} */
    static Cursor decode(String text) {
        CursorText.Place place = CursorText.decode(text, 2);
        return new Cursor(
                place.time(), new UUID(place.order().getLong(), place.order().getLong()));
    }
}
