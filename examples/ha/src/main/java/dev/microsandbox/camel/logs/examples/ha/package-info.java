/** Two processes on one host, of which one reads; the other takes over from the stored cursor. */
package dev.microsandbox.camel.logs.examples.ha;
