/** Who may do what with a workspace's objects: the access control lists that every API asks, and their REST face. */
@NullMarked
package dev.sluice.sandbox.permissions;

import org.jspecify.annotations.NullMarked;
