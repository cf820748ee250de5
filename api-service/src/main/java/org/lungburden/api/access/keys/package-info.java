/** The command that makes, lists and revokes keys. */
@NullMarked
package org.lungburden.api.access.keys;

import org.jspecify.annotations.NullMarked;
