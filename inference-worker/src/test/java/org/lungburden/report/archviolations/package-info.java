@NullMarked
package org.lungburden.report.archviolations;

import org.jspecify.annotations.NullMarked;
