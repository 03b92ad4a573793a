package dev.microsandbox.logs;

/**
 * Identity of a file whatever its name: the inode number, and the time of its creation, since a number is used again as soon as
 * its file is gone.
 *
 * <p>Immutable, any thread.
 *
 * @param number the inode number; where the file system has none, a hash of the creation time
 * @param created nanoseconds since 1970; 0 where the file system does not tell the truth about it
 */
record Generation(long number, long created) {

    /** Whether both are the same file as far as can be told. */
    boolean same(Generation other) {
        return other != null
                && number == other.number
                && (created == other.created || created == 0 || other.created == 0);
    }

    /** Whether the identity outlives the file: a number alone may already name another one. */
    boolean isUnique() {
        return created != 0;
    }

    @Override
    public String toString() {
        return Long.toUnsignedString(number);
    }
}
