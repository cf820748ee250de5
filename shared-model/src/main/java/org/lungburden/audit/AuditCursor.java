package org.lungburden.audit;

import java.time.Instant;
import org.lungburden.cursor.CursorText;
import org.lungburden.error.CodedException;

/** The place after one entry in a list ordered by time and number. */
public record AuditCursor(Instant at, long number) {
    public String encode() {
        return CursorText.encode(at, number);
    }

    /** @throws CodedException {@code INVALID_REQUEST} */
    public static AuditCursor decode(String text) {
        CursorText.Place place = CursorText.decode(text, 1);
        return new AuditCursor(place.time(), place.order().getLong());
    }
}
