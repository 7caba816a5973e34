/** What is known of a case, and which events a record of it adds. Pure. */
@NullMarked
package org.chengyun.ingest.cases;

import org.jspecify.annotations.NullMarked;
