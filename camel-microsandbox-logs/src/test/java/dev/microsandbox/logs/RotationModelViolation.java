package dev.microsandbox.logs;

/** What the model found. */
final class RotationModelViolation extends RuntimeException {
    private static final long serialVersionUID = 1;

    enum Kind {
        /** Records were passed over, and nothing was said. */
        SILENT_LOSS,
        TWICE,
        /** A gap, or a truncation, that never was. */
        FALSE_REPORT,
        /** Files that are still there were passed over, though the gap was told. */
        PASSED_OVER,
        STUCK,
        /** A file was not closed, or used when it was. */
        LEAK
    }

    final Kind kind;

    RotationModelViolation(Kind kind, String message) {
        super(kind + ": " + message, null, false, false);
        this.kind = kind;
    }
}
