/** Opens zip directories and gzip files, and limits what they unpack to. The API and the worker use the same code. */
@NullMarked
package org.lungburden.archive;

import org.jspecify.annotations.NullMarked;
