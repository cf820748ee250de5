@NullMarked
package org.lungburden.usage.postgres;

import org.jspecify.annotations.NullMarked;
