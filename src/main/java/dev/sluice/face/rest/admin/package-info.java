/**
 * Administration over REST: environments, API clients and keys, the token endpoint, connections and connected accounts,
 * in snake_case JSON, with RFC 9457 problems for whatever goes wrong. Uses caller, account and the floor.
 */
@NullMarked
package dev.sluice.face.rest.admin;

import org.jspecify.annotations.NullMarked;
