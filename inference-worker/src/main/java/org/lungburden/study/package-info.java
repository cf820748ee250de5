/** The result of reading an upload: a volume on the scan's own grid, with facts about the scan. */
@NullMarked
package org.lungburden.study;

import org.jspecify.annotations.NullMarked;
