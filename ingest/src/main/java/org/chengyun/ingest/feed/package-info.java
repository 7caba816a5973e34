/** What an operator set up: which feeds there are, in which format, over which transport. */
@NullMarked
package org.chengyun.ingest.feed;

import org.jspecify.annotations.NullMarked;
