/** Who did what with which job: entries that are only ever added. */
@NullMarked
package org.lungburden.audit;

import org.jspecify.annotations.NullMarked;
