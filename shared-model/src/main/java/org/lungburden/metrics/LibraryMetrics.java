package org.lungburden.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import java.util.Map;

/** Describes metrics that libraries leave without a description, and leaves out those that say nothing here. */
public final class LibraryMetrics implements MeterFilter {
    private static final Map<String, String> DESCRIPTIONS = Map.ofEntries(
            Map.entry("http.server.requests", "Times of requests, by path, method and status"),
            Map.entry("http.server.requests.active", "Requests that run at this moment, and for how long"),
            Map.entry("tomcat.connections.config.max", "Most connections that the server holds open"),
            Map.entry("tomcat.connections.current", "Connections that are open"),
            Map.entry("tomcat.connections.keepalive.current", "Connections that wait for their next request"),
            Map.entry("tomcat.global.error", "Requests that were answered with an error, of all paths"),
            Map.entry("tomcat.global.received", "Bytes that the server has received"),
            Map.entry("tomcat.global.sent", "Bytes that the server has sent"),
            Map.entry("tomcat.global.request", "Number and total time of requests, of all paths"),
            Map.entry("tomcat.global.request.max", "Longest time of a request, of all paths"),
            Map.entry("tomcat.servlet.error", "Requests that a servlet answered with an error"),
            Map.entry("tomcat.servlet.request", "Number and total time of a servlet's requests"),
            Map.entry("tomcat.servlet.request.max", "Longest time of a servlet's request"),
            Map.entry("tomcat.threads.busy", "Threads of the server that work on a request"),
            Map.entry("tomcat.threads.config.max", "Most threads of the server"),
            Map.entry("tomcat.threads.current", "Threads of the server"));

    /** The services have neither sessions nor files of the server. */
    @Override
    public MeterFilterReply accept(Meter.Id id) {
        return id.getName().startsWith("tomcat.sessions.") || id.getName().startsWith("tomcat.cache.")
                ? MeterFilterReply.DENY
                : MeterFilterReply.NEUTRAL;
    }

    @Override
    public Meter.Id map(Meter.Id id) {
        String description = DESCRIPTIONS.get(id.getName());
        return id.getDescription() != null || description == null
                ? id
                : new Meter.Id(
                        id.getName(), Tags.of(id.getTagsAsIterable()), id.getBaseUnit(), description, id.getType());
    }
}
