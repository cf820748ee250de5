/** Notifies waiting clients of changes to jobs. */
@NullMarked
package org.lungburden.api.watch;

import org.jspecify.annotations.NullMarked;
