/** Corrected labels, the result that counts, and the image of a job that has succeeded. */
@NullMarked
package org.lungburden.api.revisions;

import org.jspecify.annotations.NullMarked;
