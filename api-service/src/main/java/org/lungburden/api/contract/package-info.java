/** The written contract, served, and the page that shows it. */
@NullMarked
package org.lungburden.api.contract;

import org.jspecify.annotations.NullMarked;
