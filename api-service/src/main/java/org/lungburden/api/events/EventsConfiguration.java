package org.lungburden.api.events;

import org.lungburden.api.jobs.JobSchedule;
import org.lungburden.api.watch.JobWatch;
import org.lungburden.api.watch.WatchSettings;
import org.lungburden.api.watch.WatchTimer;
import org.lungburden.job.JobChanges;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

/** Streams of events. */
@Configuration(proxyBeanMethods = false)
@Import(EventsController.class)
public class EventsConfiguration {

    @Bean
    CatchUp catchUp(JobChanges changes) {
        return new CatchUp(changes);
    }

    @Bean
    EventStreams eventStreams(
            JobWatch watch, WatchTimer timer, WatchSettings settings, JobSchedule schedule, JsonMapper json) {
        byte[] opening = EventText.retry(schedule.retryAfter().toMillis());
        return new EventStreams(watch, timer, settings, new EventText(json), opening);
    }
}
