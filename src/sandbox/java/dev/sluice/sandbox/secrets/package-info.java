/** Secret scopes: who may do what with each, and the secrets in them, whose values no list shows. */
@NullMarked
package dev.sluice.sandbox.secrets;

import org.jspecify.annotations.NullMarked;
