/** Serves the written contract and the page that shows the contract. */
@NullMarked
package org.lungburden.api.contract;

import org.jspecify.annotations.NullMarked;
