/** Writers of the result document, labels and pictures. */
@NullMarked
package org.lungburden.report;

import org.jspecify.annotations.NullMarked;
