/** DATEX II v2 and v3: measured data site by site, and the tables that say what a site measures. */
@NullMarked
package org.chengyun.ingest.datex;

import org.jspecify.annotations.NullMarked;
