/**
 * HTTP in, HTTP out. Calls and streams come by raw routes with writers of their own; administration, in
 * {@link dev.sluice.face.rest.admin}, by Quarkus REST. No decisions: {@code call} makes those.
 */
@NullMarked
package dev.sluice.face.rest;

import org.jspecify.annotations.NullMarked;
