/** The official SDKs and the examples, as their users run them, against the packaged gateway. */
@NullMarked
package dev.sluice.sdk;

import org.jspecify.annotations.NullMarked;
