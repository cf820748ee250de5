package org.lungburden.standalone.service;

import org.lungburden.SharedModelConfiguration;
import org.lungburden.api.ApiConfiguration;
import org.lungburden.worker.SegmenterConfiguration;
import org.lungburden.worker.WorkerConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** API and worker in one application, with the in-process queue between them. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({SharedModelConfiguration.class, ApiConfiguration.class, SegmenterConfiguration.class, WorkerConfiguration.class
})
class StandaloneConfiguration {}
