/** Services and REST resources over the engine's tables; one package per feature. */
@NullMarked
package org.chengyun.api;

import org.jspecify.annotations.NullMarked;
