package org.lungburden.study;

import org.jspecify.annotations.Nullable;

/** A property of the scan that a reader of the results should know. */
public record QualityFlag(
        String code, String message, @Nullable Double value) {}
