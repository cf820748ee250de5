/** Artifacts in an S3-compatible store. No other package uses the AWS SDK. */
@NullMarked
package org.lungburden.artifact.s3;

import org.jspecify.annotations.NullMarked;
