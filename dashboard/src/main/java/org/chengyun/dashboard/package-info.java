/** The Vaadin application: shell, configuration, and the packages of its pages. */
@NullMarked
package org.chengyun.dashboard;

import org.jspecify.annotations.NullMarked;
