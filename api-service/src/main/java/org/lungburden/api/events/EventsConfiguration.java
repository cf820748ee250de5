package org.lungburden.api.events;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Streams of events. */
@Configuration(proxyBeanMethods = false)
@Import({CatchUp.class, EventStreams.class, EventsController.class})
public class EventsConfiguration {}
