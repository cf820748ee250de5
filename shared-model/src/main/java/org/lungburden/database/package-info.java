/** The database as a whole: its identity, its schema migration, and the difference between an outage and a fault. */
@NullMarked
package org.lungburden.database;

import org.jspecify.annotations.NullMarked;
