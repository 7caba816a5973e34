/** The data folder of one stack: its places, secrets, remembered ports, lock and state file. */
@NullMarked
package org.chengyun.launcher.home;

import org.jspecify.annotations.NullMarked;
