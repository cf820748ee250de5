@NullMarked
package org.lungburden.archive;

import org.jspecify.annotations.NullMarked;
