/** The corpus, and what measures the engine alone; {@link dev.microsandbox.logs.EngineParts} is all that it knows of its inside. */
package dev.microsandbox.logs.bench;
