package org.lungburden.api.batches;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Seeing and canceling batches. */
@Configuration(proxyBeanMethods = false)
@Import({BatchesController.class, FindBatches.class})
public class BatchesConfiguration {}
