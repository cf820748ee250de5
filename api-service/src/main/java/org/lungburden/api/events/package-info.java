/** Streams the changes of jobs to clients. */
@NullMarked
package org.lungburden.api.events;

import org.jspecify.annotations.NullMarked;
