/** What came of each feed in this process, minute by minute, until it is written to the database. */
@NullMarked
package org.chengyun.ingest.tally;

import org.jspecify.annotations.NullMarked;
