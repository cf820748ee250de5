/** Reads files of labels (NIfTI-1, gzipped) that clients send, while they arrive. */
@NullMarked
package org.lungburden.labels;

import org.jspecify.annotations.NullMarked;
