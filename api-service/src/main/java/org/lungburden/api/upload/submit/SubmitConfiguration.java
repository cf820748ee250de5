package org.lungburden.api.upload.submit;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Creates jobs from studies. */
@Configuration(proxyBeanMethods = false)
@Import({
    DiscardedUploads.class,
    KeyKeeper.class,
    RepeatedStudy.class,
    SubmitOnce.class,
    SubmitStudy.class,
    ZipCheck.class
})
public class SubmitConfiguration {}
