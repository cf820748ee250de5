package org.lungburden.api.problem;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.lungburden.error.ErrorCode;

/** The problems a call can answer with, beyond those that any call can; for the generated contract. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Problems {
    ErrorCode[] value();

    /** Whether 409 also carries whatever code a job can fail with. */
    boolean failedJobs() default false;
}
