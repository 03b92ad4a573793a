package dev.microsandbox.logs;

import java.time.Instant;

/**
 * Why a start of the sandbox failed, as its runtime wrote it into {@code boot-error.json}.
 *
 * <p>Immutable, any thread.
 *
 * @param stage in which part of the start; null where the file does not say
 * @param errno number of the operating system's error; null where there is none
 * @param message what went wrong, in words; null where the file does not say
 * @param time when; null where the file does not say, or it is no RFC 3339 time
 */
public record BootError(String stage, Integer errno, String message, Instant time) {
    /** In one line, what is not known left out: {@code boot failed in <stage>: <message> (errno <n>)}. */
    String line() {
        StringBuilder line = new StringBuilder("boot failed");
        if (stage != null && !stage.isEmpty()) {
            line.append(" in ").append(stage);
        }
        if (message != null && !message.isEmpty()) {
            line.append(": ").append(message);
        }
        if (errno != null) {
            line.append(" (errno ").append(errno).append(')');
        }
        return line.append('\n').toString();
    }
}
