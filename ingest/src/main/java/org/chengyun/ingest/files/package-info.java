/** Files that appear in a folder, each loaded once. */
@NullMarked
package org.chengyun.ingest.files;

import org.jspecify.annotations.NullMarked;
