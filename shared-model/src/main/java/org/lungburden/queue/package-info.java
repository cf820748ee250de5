/** The port to the queue that hands out work. Messages carry only job ids. */
@NullMarked
package org.lungburden.queue;

import org.jspecify.annotations.NullMarked;
