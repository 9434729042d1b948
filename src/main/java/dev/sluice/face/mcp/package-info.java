/**
 * The Model Context Protocol at {@code /mcp}, over Streamable HTTP (docs/adr/0015). Requests are answered from what they
 * carry alone, by any replica. Uses call, caller, account, audit, tool, replica and the floor.
 */
@NullMarked
package dev.sluice.face.mcp;

import org.jspecify.annotations.NullMarked;
