/** Runs a tool at an opened workspace: makes its requests, collects its pages, tidies and bounds its answer. */
@NullMarked
package dev.sluice.call.run;

import org.jspecify.annotations.NullMarked;
