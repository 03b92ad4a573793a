package dev.microsandbox.logs;

/**
 * The producer rotated away lines that had not been read. Polling the stream again goes on from the oldest file there is.
 */
public final class MissedRotationException extends LogException {
    private static final long serialVersionUID = 1L;

    private final transient LogGap gap;
    /** Up to which byte the lost file was given. */
    private final long droppedFromOffset;

    /**
     * Lines are missing as {@code gap} tells.
     *
     * @param gap what is missing
     */
    public MissedRotationException(LogGap gap) {
        super(
                "Missed rotation: " + gap
                        + "; poll again to go on from the oldest file there is, and read more often or allow more open files",
                null);
        this.gap = gap;
        this.droppedFromOffset = gap.fromOffset();
    }

    /** {@return the offset, in bytes, up to which the entries of the lost file were given} */
    public long droppedFromOffset() {
        return droppedFromOffset;
    }

    /** {@return what is missing; null after this exception was deserialized} */
    public LogGap gap() {
        return gap;
    }
}
