/** What is read, refused and written, with the tests that hold it: {@code docs/conformance.md}. */
@NullMarked
package org.lungburden.conformance;

import org.jspecify.annotations.NullMarked;
