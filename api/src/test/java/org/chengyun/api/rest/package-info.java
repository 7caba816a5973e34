@NullMarked
package org.chengyun.api.rest;

import org.jspecify.annotations.NullMarked;
