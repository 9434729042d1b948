/** Statement Execution: requests, the life of a statement, results by chunk and by link, and the sessions of drivers. */
@NullMarked
package dev.sluice.sandbox.statements;

import org.jspecify.annotations.NullMarked;
