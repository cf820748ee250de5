/** What every audit does. */
@NullMarked
package org.lungburden.audit;

import org.jspecify.annotations.NullMarked;
