/** Sends results and files of finished jobs to clients. */
@NullMarked
package org.lungburden.api.results;

import org.jspecify.annotations.NullMarked;
