@NullMarked
package org.lungburden.process;

import org.jspecify.annotations.NullMarked;
