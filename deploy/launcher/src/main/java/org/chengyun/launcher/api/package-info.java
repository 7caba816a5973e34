/** Talking to a running Chengyun over HTTP, as the service account of the command line. */
@NullMarked
package org.chengyun.launcher.api;

import org.jspecify.annotations.NullMarked;
