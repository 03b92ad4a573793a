package dev.microsandbox.camel.logs.springboot;

import java.io.Serial;
import org.springframework.boot.origin.Origin;

/** A property below {@code camel.component.msblogs} that cannot be used. */
final class MsbLogsPropertyException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String remedy;

    /**
     * With all that there is to say.
     *
     * @param origin where it stands; null when that is not known
     * @param cause null: none
     */
    MsbLogsPropertyException(
            String property, Object value, Origin origin, String problem, String remedy, Throwable cause) {
        super(property + "=" + value + (origin == null ? "" : " (" + origin + ")") + ": " + problem, cause);
        this.remedy = remedy;
    }

    /** What to do about it. */
    String remedy() {
        return remedy;
    }
}
