/** What a request to a portal becomes, in whatever form a server logged it: service, path, bot or not, static or not. */
@NullMarked
package org.chengyun.ingest.request;

import org.jspecify.annotations.NullMarked;
