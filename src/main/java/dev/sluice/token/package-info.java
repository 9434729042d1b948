/** M2M tokens: one mint at a time, renewed ahead of expiry. Uses vault (to open the secret at the mint), workspace (to speak) and the floor. */
@NullMarked
package dev.sluice.token;

import org.jspecify.annotations.NullMarked;
