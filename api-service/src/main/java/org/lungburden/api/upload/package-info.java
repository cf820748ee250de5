/**
 * Receives a study: streams and hashes the bytes, applies limits, and makes every check that needs no decompression.
 */
@NullMarked
package org.lungburden.api.upload;

import org.jspecify.annotations.NullMarked;
