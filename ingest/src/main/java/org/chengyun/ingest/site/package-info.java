/** The registry of sites, read from the database. */
@NullMarked
package org.chengyun.ingest.site;

import org.jspecify.annotations.NullMarked;
