/** How threads start, and in which order the parts of a process stop. */
@NullMarked
package org.lungburden.lifecycle;

import org.jspecify.annotations.NullMarked;
