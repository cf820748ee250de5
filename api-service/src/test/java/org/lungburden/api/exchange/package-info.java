/** Holds every exchange of every test that runs the service against the contract that is written by hand. */
@org.jspecify.annotations.NullMarked
package org.lungburden.api.exchange;
