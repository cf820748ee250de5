/** Zip directory and gzip, bounded by what really unpacks; the same code serves upload and worker. */
@NullMarked
package org.lungburden.archive;

import org.jspecify.annotations.NullMarked;
