/** Logs in W3C extended form, as IIS, CloudFront and media servers write them: their header says what they hold. */
@NullMarked
package org.chengyun.ingest.w3c;

import org.jspecify.annotations.NullMarked;
