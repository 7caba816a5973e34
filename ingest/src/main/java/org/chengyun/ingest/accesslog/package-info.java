/** Access logs of web servers in the NCSA forms: common, combined, and both with the virtual host in front. */
@NullMarked
package org.chengyun.ingest.accesslog;

import org.jspecify.annotations.NullMarked;
