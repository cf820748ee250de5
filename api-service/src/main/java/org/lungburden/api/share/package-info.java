/** What one owner may take of what all owners share. */
@NullMarked
package org.lungburden.api.share;

import org.jspecify.annotations.NullMarked;
