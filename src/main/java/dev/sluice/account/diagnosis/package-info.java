/** Why a connected account does not work: a list of checks from the host's name to the grants on a table. */
@NullMarked
package dev.sluice.account.diagnosis;

import org.jspecify.annotations.NullMarked;
