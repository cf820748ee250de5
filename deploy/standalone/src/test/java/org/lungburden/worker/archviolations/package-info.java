@NullMarked
package org.lungburden.worker.archviolations;

import org.jspecify.annotations.NullMarked;
