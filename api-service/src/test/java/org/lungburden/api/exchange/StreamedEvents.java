package org.lungburden.api.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The events of a stream that was copied, which may have been cut off; comments and ids alone are no events. */
final class StreamedEvents {
    private static final Pattern EVENT = Pattern.compile("(?m)^event: (.+)\\n(?:id: .+\\n)?data: (.+)\\n\\n");

    private final String text;

    StreamedEvents(String text) {
        this.text = text;
    }

    record Event(String name, String data) {}

    List<Event> all() {
        List<Event> events = new ArrayList<>();
        Matcher event = EVENT.matcher(text);
        while (event.find()) {
            events.add(new Event(event.group(1), event.group(2)));
        }
        return events;
    }
}
