/** One attempt from its claim to its end: fetch the study, run the pipeline, store the files, write the end. */
@NullMarked
package org.lungburden.worker.attempt;

import org.jspecify.annotations.NullMarked;
