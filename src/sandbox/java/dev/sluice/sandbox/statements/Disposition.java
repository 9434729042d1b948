package dev.sluice.sandbox.statements;

/** Where a result goes. Databricks REST: an unknown value is ignored. */
enum Disposition {
    INLINE,
    EXTERNAL_LINKS,
    /** What drivers ask for: inline where it fits, by links where not. */
    INLINE_OR_EXTERNAL_LINKS
}
