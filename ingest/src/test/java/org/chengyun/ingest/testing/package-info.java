/** What the tests of this module share. */
@NullMarked
package org.chengyun.ingest.testing;

import org.jspecify.annotations.NullMarked;
