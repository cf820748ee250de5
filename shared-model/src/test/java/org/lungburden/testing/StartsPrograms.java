package org.lungburden.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/** On tests that start other programs (Python, dcmtk, a JVM): {@code lungburden test --quick} leaves these out. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("programs")
public @interface StartsPrograms {}
