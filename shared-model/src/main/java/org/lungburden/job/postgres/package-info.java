/** The job store on PostgreSQL: compare-and-set statements, entities, migrations. */
@NullMarked
package org.lungburden.job.postgres;

import org.jspecify.annotations.NullMarked;
