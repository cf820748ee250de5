/** API, worker and embedded PostgreSQL in one process. */
@NullMarked
package org.lungburden.standalone.service;

import org.jspecify.annotations.NullMarked;
