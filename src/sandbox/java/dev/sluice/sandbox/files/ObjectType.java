package dev.sluice.sandbox.files;

/** Databricks REST: workspace object types, as far as the sandbox has them. */
enum ObjectType {
    DIRECTORY,
    NOTEBOOK,
    FILE,
    REPO
}
