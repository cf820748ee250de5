/** The results of many jobs in one answer: a table, statistics, and a zip of files. */
@NullMarked
package org.lungburden.api.bundles;

import org.jspecify.annotations.NullMarked;
