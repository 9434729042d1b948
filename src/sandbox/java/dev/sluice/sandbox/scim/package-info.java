/** SCIM 2.0 as a workspace speaks it: who calls, and the people of the workspace with filters, pages and projections. */
@NullMarked
package dev.sluice.sandbox.scim;

import org.jspecify.annotations.NullMarked;
