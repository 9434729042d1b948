/** The floor of the HTTP face: a request, an answer, a refusal, the route table, and how a body is written with back-pressure. Knows no workspace. */
@NullMarked
package dev.sluice.sandbox.http;

import org.jspecify.annotations.NullMarked;
