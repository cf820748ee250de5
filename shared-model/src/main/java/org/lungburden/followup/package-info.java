/** Whether two scans of a patient differ: plain Java on what their results tell. {@code docs/measures.md} has the rule. */
@NullMarked
package org.lungburden.followup;

import org.jspecify.annotations.NullMarked;
