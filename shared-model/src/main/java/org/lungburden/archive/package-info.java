/** Zip directory and gzip, bounded; the same code serves upload and worker. */
@NullMarked
package org.lungburden.archive;

import org.jspecify.annotations.NullMarked;
