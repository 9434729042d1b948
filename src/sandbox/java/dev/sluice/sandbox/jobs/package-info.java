/** Jobs and their runs, which advance in time, and their REST face. */
@NullMarked
package dev.sluice.sandbox.jobs;

import org.jspecify.annotations.NullMarked;
