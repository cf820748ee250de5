/** Subjects: the scans of a patient in the order of their days, each beside the one before and the first. */
@NullMarked
package org.lungburden.api.subjects;

import org.jspecify.annotations.NullMarked;
