package org.lungburden.study;

import org.jspecify.annotations.Nullable;

/** Something about the scan that a reader of the numbers should know. */
public record QualityFlag(
        String code, String message, @Nullable Double value) {}
