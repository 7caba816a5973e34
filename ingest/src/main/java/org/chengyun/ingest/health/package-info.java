/** Writes how the feeds are doing to the database, for whoever asks whether they are healthy. */
@NullMarked
package org.chengyun.ingest.health;

import org.jspecify.annotations.NullMarked;
