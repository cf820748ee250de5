/** What a reader makes of an upload: a volume on the scan's own grid and the facts about it. */
@NullMarked
package org.lungburden.study;

import org.jspecify.annotations.NullMarked;
