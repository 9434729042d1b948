/**
 * Connected accounts: which workspace, with whose credentials. Their status machine, their history, and the look-up
 * that the hot path uses. Uses caller, event, vault, store, workspace, token and the floor.
 */
@NullMarked
package dev.sluice.account;

import org.jspecify.annotations.NullMarked;
