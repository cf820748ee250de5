/** What each caller has used, over all processes of an installation. */
@NullMarked
package org.lungburden.usage;

import org.jspecify.annotations.NullMarked;
