/** Folders and files that other users of the machine neither read nor change. */
@NullMarked
package org.lungburden.folder;

import org.jspecify.annotations.NullMarked;
