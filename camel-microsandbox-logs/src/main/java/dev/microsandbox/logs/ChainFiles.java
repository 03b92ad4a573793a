package dev.microsandbox.logs;

import java.io.IOException;

/**
 * The names of one log file as they stand on disk: everything that {@link RotationChain} asks the file system. Index 0 is the live
 * file. Each call sees one moment; between any two the producer may have renamed anything.
 *
 * <p>One thread.
 */
interface ChainFiles {
    /** The file that has this name now; null when there is none (or it is nothing that may be read). */
    Generation identity(int index) throws IOException;

    /** Opens the file that has this name now; null when there is none. */
    OpenFile open(int index) throws IOException;

    /** How many bytes the file of this name has now; 0 when there is none. */
    long size(int index) throws IOException;

    /** The log directory's own identity; null when there is none. */
    Generation directory() throws IOException;
}
