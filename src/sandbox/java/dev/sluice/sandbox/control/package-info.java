/** The sandbox's own face under /sandbox: faults, clock, principals, warehouses, settings, counters. */
@NullMarked
package dev.sluice.sandbox.control;

import org.jspecify.annotations.NullMarked;
