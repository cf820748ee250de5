/** The port to whatever hands out work; messages carry job ids only. */
@NullMarked
package org.lungburden.queue;

import org.jspecify.annotations.NullMarked;
