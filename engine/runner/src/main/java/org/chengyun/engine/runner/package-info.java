/** The engine as a part of the application: wiring, configuration, health, meters. */
@NullMarked
package org.chengyun.engine.runner;

import org.jspecify.annotations.NullMarked;
