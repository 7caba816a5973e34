/** Who may see what: roles on views, security headers, and what happens when Keycloak does not answer. */
@NullMarked
package org.chengyun.dashboard.access;

import org.jspecify.annotations.NullMarked;
