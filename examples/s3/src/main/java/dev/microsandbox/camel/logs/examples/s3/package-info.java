/**
 * Forwards the logs of all sandboxes to S3: {@code S3Route} takes batches, cuts each into {@code LogObject}s, puts these one by one, and
 * then commits ({@code DurableCommit}). {@code S3} is the main class; where no S3 is named it starts a {@code LocalS3}.
 */
package dev.microsandbox.camel.logs.examples.s3;
