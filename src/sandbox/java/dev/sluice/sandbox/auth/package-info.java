/** Who calls: service principals, their secrets and tokens, the OIDC endpoints, and the check in front of every API. */
@NullMarked
package dev.sluice.sandbox.auth;

import org.jspecify.annotations.NullMarked;
