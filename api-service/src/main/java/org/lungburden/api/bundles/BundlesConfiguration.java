package org.lungburden.api.bundles;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Downloads of many results at once. */
@Configuration(proxyBeanMethods = false)
@Import({BundlesController.class, BatchTable.class, BatchStatistics.class, ZipDownloads.class, Streams.class})
public class BundlesConfiguration {}
