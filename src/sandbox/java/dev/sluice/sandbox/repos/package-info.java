/** Git folders: linked repositories, their branch or tag, and their pages. No remote is ever asked. */
@NullMarked
package dev.sluice.sandbox.repos;

import org.jspecify.annotations.NullMarked;
