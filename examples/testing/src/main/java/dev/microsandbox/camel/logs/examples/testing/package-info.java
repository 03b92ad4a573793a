/**
 * What the tests of the examples have in common: sandboxes that write their logs as microsandbox does ({@code RotatedLog}, {@code
 * WrittenSandbox}, {@code NumberedSandbox}), applications in processes of their own ({@code ChildProcess}, {@code HttpProcess}), and what
 * they have committed ({@code StoredCursor}).
 */
package dev.microsandbox.camel.logs.examples.testing;
