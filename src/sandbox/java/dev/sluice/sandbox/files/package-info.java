/** Workspace files: notebooks, files and folders under /Users, /Shared and /Repos, who may reach them, and their formats. */
@NullMarked
package dev.sluice.sandbox.files;

import org.jspecify.annotations.NullMarked;
