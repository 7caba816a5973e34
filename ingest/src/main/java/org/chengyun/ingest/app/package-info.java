/** Starts and stops ingest with the application. */
@NullMarked
package org.chengyun.ingest.app;

import org.jspecify.annotations.NullMarked;
