/** The sandbox's settings and its clock: what the rooms share. */
@NullMarked
package dev.sluice.sandbox.settings;

import org.jspecify.annotations.NullMarked;
