package dev.sluice.call.run;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Where a walk through pages stands. */
interface PageTurn {
    /** The tool's parameters that give the page to come. */
    ObjectNode params();

    /**
     * Moves past a page.
     *
     * @param count how many items it has
     * @return whether there is another
     */
    boolean past(ObjectNode page, int count);

    /** Makes the members about paging say what was collected. */
    void close(ObjectNode data, int count, boolean more);
}
