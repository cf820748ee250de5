/** The order of the stages, and the port to the segmenter. */
@NullMarked
package org.lungburden.pipeline;

import org.jspecify.annotations.NullMarked;
