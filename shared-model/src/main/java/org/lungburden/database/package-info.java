/** The database as a whole: which one it is, who brings its schema up to date, and how an outage is told from a fault. */
@NullMarked
package org.lungburden.database;

import org.jspecify.annotations.NullMarked;
