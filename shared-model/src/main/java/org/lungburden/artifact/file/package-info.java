/** The artifact store on a file system. */
@NullMarked
package org.lungburden.artifact.file;

import org.jspecify.annotations.NullMarked;
