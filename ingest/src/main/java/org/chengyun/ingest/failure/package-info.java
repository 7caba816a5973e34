/** What failures of networks and files mean, in words for people. */
@NullMarked
package org.chengyun.ingest.failure;

import org.jspecify.annotations.NullMarked;
