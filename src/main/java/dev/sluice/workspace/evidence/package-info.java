/** What a workspace says when it fails, and the tables that tell which fault it means. Knows no HTTP. */
@NullMarked
package dev.sluice.workspace.evidence;

import org.jspecify.annotations.NullMarked;
